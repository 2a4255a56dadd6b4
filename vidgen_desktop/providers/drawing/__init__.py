"""Buying pictures: what is asked for, in which size, and what comes back."""
