"""The window in its session: one for a data folder, asked to end, ending."""
