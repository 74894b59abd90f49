"""The open dataset and the answers kept for the next reader; own data and the watched folder. No markup."""
