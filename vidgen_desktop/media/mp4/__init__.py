"""MP4 files and the H.264 in them, read in Python: no process is started."""
