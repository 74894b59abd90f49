"""What the page on factors draws: the factor matrix and the levels by place."""
