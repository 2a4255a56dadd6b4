"""Who makes a generation: presence, lease, ownership."""
