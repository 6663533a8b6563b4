"""What benefits do."""
