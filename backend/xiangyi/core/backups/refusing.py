"""Why no backup is made, or none is taken in; each message is one sentence."""


class CannotBackUp(Exception):
    """No backup was made, and nothing of it is left."""


class CannotRestore(Exception):
    """Nothing was taken in."""


def first_line(error: BaseException) -> str:
    """What a database says; below that PostgreSQL names the row, which may be a person's."""
    return str(error).partition("\n")[0] or type(error).__name__
