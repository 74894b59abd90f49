"""What stands around every page: shell, masthead, foot, filters, notices, the guide. Nothing of one page."""
