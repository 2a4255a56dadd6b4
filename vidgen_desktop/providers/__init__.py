"""Everything that writes, draws, films or speaks."""
