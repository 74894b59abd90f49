"""The view of one reader and its address: parameters, the session, the pages there are. Nothing is drawn here."""
