"""Takes made to fit the format and the scene."""
