"""What is decided of notices without looking anything up."""
