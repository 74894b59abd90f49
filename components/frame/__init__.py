"""What stands around every page: shell, masthead, foot, filters, notices, the guide, the gate.

Nothing of one page stands here, and no other room imports this one; only pages do.
"""
