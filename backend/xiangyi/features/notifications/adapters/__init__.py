"""What notifications speak to: push services."""
