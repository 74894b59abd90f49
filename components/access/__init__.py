"""Who is let in, and who may open own data."""
