"""The watch list: odd numbers, looked for when a supervisor asks, and what became of looking."""
