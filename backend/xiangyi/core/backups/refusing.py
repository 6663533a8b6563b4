"""Why no backup is made, or none is taken in; each message is one sentence."""


class CannotBackUp(Exception):
    """No backup was made, and nothing of it is left."""


class CannotRestore(Exception):
    """Nothing was taken in."""
