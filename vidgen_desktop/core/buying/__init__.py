"""What a video costs: prices, estimates, purchases."""
