"""What the page on lessons draws: lines that open their evidence, and the memo to print."""
