"""Records that are too many for memory: DuckDB, Spark, SQL, and the cube."""
