"""What a dataset is: records, terms, tables, the selection, and the faults of each. It asks no question."""
