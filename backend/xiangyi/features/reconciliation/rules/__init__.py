"""In which month a line falls, and what lines come to."""
