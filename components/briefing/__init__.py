"""Briefings: what a view shows, as files that carry their own provenance."""
