"""What identity knows without asking anybody."""
