"""Attacks on the real program, and one judge of what they left: see docs/DURABILITY.md."""
