"""What notifications promise."""
