"""How consultations leave for other programs."""
