"""What holds of documents, touching nothing."""
