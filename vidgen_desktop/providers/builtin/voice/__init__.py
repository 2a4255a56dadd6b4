"""Speaking: the voices of this machine, each behind the same few verbs."""
