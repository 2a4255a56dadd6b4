"""Stand-ins that behave: they do small real work, count it, and can be told to misbehave."""
