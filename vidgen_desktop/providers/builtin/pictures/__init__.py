"""The art: pictures in layers, drawn from nothing but a palette and a seed."""
