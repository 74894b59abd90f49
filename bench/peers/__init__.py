"""The same small app in other frameworks, each written as its own documentation suggests."""
