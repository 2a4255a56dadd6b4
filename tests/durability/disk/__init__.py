"""Disks that fill up, at every write in turn."""
