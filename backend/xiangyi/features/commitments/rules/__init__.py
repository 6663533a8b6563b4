"""What a commitment may become, and how answers are counted."""
