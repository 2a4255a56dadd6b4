"""The player: picture, sound and the row of controls."""
