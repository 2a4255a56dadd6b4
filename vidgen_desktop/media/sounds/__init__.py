"""The sound of a video: laid, ducked, levelled, encoded."""
