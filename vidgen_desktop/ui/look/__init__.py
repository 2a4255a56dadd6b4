"""How the window looks and speaks: tokens, style sheet, icons, words."""
