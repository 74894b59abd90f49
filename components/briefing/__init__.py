"""What the page on briefings draws, the menu that saves one exhibit, and the command line."""
