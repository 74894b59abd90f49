"""From files to a checked dataset: reading, checking, warnings."""
