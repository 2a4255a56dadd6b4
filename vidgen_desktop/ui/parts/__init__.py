"""The small parts that pages are built of."""
