"""The list of videos on the left."""
