"""What the video providers share: prompts, sizes, prices, pictures, and the way to a clip."""
