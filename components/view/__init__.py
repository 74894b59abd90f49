"""The view of one reader and its address: parameters, the session, permalinks, the pages there are.

Only this room touches the session. Nothing is drawn here.
"""
