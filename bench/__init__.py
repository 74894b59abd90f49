"""How fast the dashboard is, side by side with what an analyst would write instead."""
