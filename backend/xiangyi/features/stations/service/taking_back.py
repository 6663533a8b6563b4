"""Taking one change back, and none that came after it."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from xiangyi.features.stations.errors import ChangedSince


def as_before(
    here: Struct, before: Struct, after: Struct | None, *, together: Sequence[tuple[str, ...]] = ()
) -> dict[str, Any]:
    """The fields that a change from `before` to `after` made otherwise, as they were before it.

    Args:
        here: what is true now.
        after: None where the change took all of it away: then all of it comes back.
        together: fields that say one thing and come back as one.

    Raises:
        ChangedSince: some of them are neither as before the change nor as after it.
    """
    fields = {
        name
        for name in before.__struct_fields__
        if after is None or getattr(before, name) != getattr(after, name)
    }
    for group in together:
        if fields.intersection(group):
            fields.update(group)
    since = [
        name
        for name in sorted(fields)
        if getattr(here, name) not in (getattr(before, name), getattr(after or before, name))
    ]
    if since:
        raise ChangedSince(fields=since)
    return {name: getattr(before, name) for name in sorted(fields)}
