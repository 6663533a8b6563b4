"""Whether a scene as given can be kept: what it says is checked as a station's words are."""

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.divisions.rules.tree import lies_in_china
from xiangyi.features.organisations.rules.phones import read_office_phone
from xiangyi.features.scenes import errors
from xiangyi.features.scenes.schemas import SceneFacts
from xiangyi.features.stations.rules.distance import metres

#: As JSON; a dozen doors with hours of their own are a third of it.
MOST_BYTES: Final = 24_000
#: The largest park is crossed in less.
_FARTHEST_M: Final = 5_000
_PHONES: Final = {"gatePhone", "contact"}
#: What may run over several lines.
_LONG: Final = {"words", "lift", "basement"}
_PLACES: Final = ("entrances", "parking", "pickup", "power", "toilets", "meals", "lodging")


def checked(told: SceneFacts) -> SceneFacts:
    """The facts with their words composed and trimmed, numbers as they are dialled.

    Raises:
        SceneUnusable: something hides, is blank, is no number, lies elsewhere, or is too much.
    """
    plain = _clean(msgspec.to_builtins(told), "", "")
    try:
        facts = msgspec.convert(plain, SceneFacts)
    except msgspec.ValidationError as error:
        # What was only blanks is nothing now.
        field = str(error).partition("`$.")[2].rstrip("`") or "name"
        raise errors.SceneUnusable(field=field) from error
    if not lies_in_china(facts.lon, facts.lat):
        raise errors.SceneUnusable(field="lon")
    for path, spot in _spots(facts):
        if metres((facts.lon, facts.lat), spot) > _FARTHEST_M:
            raise errors.SceneUnusable(field=path)
    if len(msgspec.json.encode(facts)) > MOST_BYTES:
        raise errors.SceneUnusable(field="size")
    return facts


def _clean(value: Any, key: str, path: str) -> Any:
    if isinstance(value, str):
        return _text(value, key, path)
    if isinstance(value, dict):
        return {one: _clean(told, one, f"{path}.{one}") for one, told in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(told, key, f"{path}.{number}") for number, told in enumerate(value)]
    return value


def _text(text: str, key: str, path: str) -> str:
    lines = text.splitlines() if key in _LONG else [text]
    if any(map(has_hidden, lines)):
        raise errors.SceneUnusable(field=path.removeprefix("."))
    if key not in _PHONES:
        return tidy("\n".join(map(tidy, lines)))
    number = read_office_phone(text)
    if number is None:
        raise errors.SceneUnusable(field=path.removeprefix("."))
    return number


def _spots(facts: SceneFacts) -> Iterator[tuple[str, tuple[float, float]]]:
    for name in _PLACES:
        for number, place in enumerate(getattr(facts, name)):
            if place.spot:
                yield f"{name}.{number}.spot", (place.spot.lon, place.spot.lat)
