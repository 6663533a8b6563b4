"""Taking in lists as offices send them: read, judged row by row, kept and undone as one batch."""
