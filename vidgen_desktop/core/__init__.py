"""The language of the program: standard library only."""
