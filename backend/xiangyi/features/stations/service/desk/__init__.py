"""What a manager does for a station: confirm, say what is broken, answer, put right again."""
