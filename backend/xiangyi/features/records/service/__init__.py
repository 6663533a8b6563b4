"""What records do."""
