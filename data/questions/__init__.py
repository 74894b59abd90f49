"""The pure functions that answer what the pages ask."""
