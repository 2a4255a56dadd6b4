"""The providers, each against its port."""
