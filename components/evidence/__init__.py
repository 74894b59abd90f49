"""What the page on evidence draws: the list of entries and of works, the basket, references to take along."""
