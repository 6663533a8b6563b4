"""One migration history for all features, one intent each."""
