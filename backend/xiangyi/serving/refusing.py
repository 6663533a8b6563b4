"""Why a process cannot start."""


class CannotStart(Exception):
    """Something outside the program is in the way; the message is one sentence that names it."""
