"""The painter: a child process that draws a scene and writes its frames."""
