"""Records that are too many for memory: DuckDB, Spark, SQL, and the cube of counts.

Each engine answers the evidence protocol of ``data.model.evidence``. Nothing outside this room names the cube.
"""
