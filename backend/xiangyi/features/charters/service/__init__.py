"""What charters do."""
