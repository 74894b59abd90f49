"""Tests of the dashboard, from the reading of a cell to the page that shows it."""
