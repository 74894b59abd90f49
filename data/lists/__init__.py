"""Search, and the lists of entries and works."""
