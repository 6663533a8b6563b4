"""What cases do, by promise."""
