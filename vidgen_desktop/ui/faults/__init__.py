"""What stands ready when something went wrong."""
