"""`make bench-assembly`: joining, captions and sound beside raw ffmpeg and beside MoviePy."""
