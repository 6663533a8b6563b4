"""What documents do."""
