"""The only room that starts ffmpeg."""
