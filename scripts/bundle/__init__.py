"""What goes into the bundle beside the program, and what tries it."""
