"""What the readers of hours raise among themselves; nothing of it leaves the package."""


class HoursNotUnderstood(Exception):
    """Some part of the text is not understood, so that none of it is believed."""
