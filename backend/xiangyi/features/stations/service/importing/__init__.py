"""Taking in lists as offices send them: read, judged row by row, kept as one batch, undone as one."""
