"""The small words and endings of a language that show where a noun phrase begins and ends."""
