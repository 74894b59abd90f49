"""What the page on briefings draws, the menu that saves one exhibit, and the command line.

The exhibits come from ``components.exhibits``, the files from ``components.files``;
neither is made here.
"""
