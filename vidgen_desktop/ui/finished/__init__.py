"""What can be done with a finished video: change it, export it."""
