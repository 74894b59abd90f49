"""Work that a reader asks for, in processes that can be ended, and the budgets of whatever a reader may ask.

It imports no other room. It does not know what the work is.
"""
