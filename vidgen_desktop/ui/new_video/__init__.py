"""What the page for a new video is made of."""
