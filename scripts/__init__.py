"""What sets up, checks and builds the program; no part of it."""
