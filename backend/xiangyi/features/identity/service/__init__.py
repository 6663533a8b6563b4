"""What identity does, one promise a file."""
