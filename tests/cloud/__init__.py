"""Whole generations, and every fault, through servers that behave like real services."""
