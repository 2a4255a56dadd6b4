"""Music: harmony, instruments and the arrangement that puts them together."""
