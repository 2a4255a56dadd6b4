"""One generation: under way, ended, interrupted, and its scenes."""
