"""What is decided of consultations without looking anything up."""
