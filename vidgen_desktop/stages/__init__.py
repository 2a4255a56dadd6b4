"""One file per stage of a generation."""
