"""What leaves the app for a document: references, and the formats that other programs read."""
