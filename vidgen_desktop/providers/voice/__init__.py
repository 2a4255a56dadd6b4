"""Voices over a network: how long they speak, who they are, and when each sentence is heard."""
