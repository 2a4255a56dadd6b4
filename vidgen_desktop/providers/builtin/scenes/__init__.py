"""Dividing narration into scenes, and time among them."""
