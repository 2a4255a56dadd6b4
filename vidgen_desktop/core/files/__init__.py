"""Files in folders that belong to the person."""
