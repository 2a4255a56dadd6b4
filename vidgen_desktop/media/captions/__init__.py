"""Captions: set in lines, timed, drawn, and as files."""
