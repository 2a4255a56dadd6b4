"""Exports, one file for each kind."""
