"""What a view shows, as things that can leave the app: the model, one module a section, the origin.

An exhibit knows what it holds and not how a file writes it: no file format is known
here.
"""
