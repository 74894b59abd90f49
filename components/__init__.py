"""What pages are made of: the shell, its filters, charts, tables and panels."""
