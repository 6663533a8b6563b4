"""What consultations promise."""
