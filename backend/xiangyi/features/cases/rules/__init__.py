"""What is decided of cases without looking anything up."""
