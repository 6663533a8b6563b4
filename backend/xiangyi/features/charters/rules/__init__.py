"""What is decided of compacts and charters without looking anything up."""
