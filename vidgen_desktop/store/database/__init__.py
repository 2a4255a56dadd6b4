"""SQLite itself: connections, faults, health, and how rows become nouns."""
