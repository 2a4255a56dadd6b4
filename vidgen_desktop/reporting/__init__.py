"""What is told when something went wrong: what the log says of a video, and the report."""
