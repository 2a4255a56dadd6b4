"""How ffmpeg is found, started, bounded and ended."""
