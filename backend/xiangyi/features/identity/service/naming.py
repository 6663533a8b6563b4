"""Names as people say them: composed, visible, and no longer than a name is."""

from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.identity import errors
from xiangyi.features.identity.rules import persons


def checked_name(text: str) -> str:
    """The name as it is kept.

    Raises:
        NameUnusable: something in it would not show, it is too long, or nothing is left.
    """
    name = tidy(text)
    if has_hidden(name):
        raise errors.NameUnusable(reason="hidden")
    if len(name) > persons.LONGEST_NAME:
        raise errors.NameUnusable(reason="too_long")
    if not name:
        raise errors.NameUnusable(reason="empty")
    return name
