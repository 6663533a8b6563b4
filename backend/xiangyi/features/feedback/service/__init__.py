"""What feedback does, by promise."""
