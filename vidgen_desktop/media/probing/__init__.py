"""What a file of unknown origin is."""
