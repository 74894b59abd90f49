"""What the page on method draws: how the dataset was coded, how far it carries, and a reader's own data."""
