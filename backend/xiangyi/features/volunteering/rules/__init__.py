"""What is decided of volunteering without looking anything up."""
