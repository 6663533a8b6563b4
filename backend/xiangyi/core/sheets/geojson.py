"""GeoJSON (RFC 7946): a feature is a row, its properties and its point are the cells."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

import msgspec

from xiangyi.core.sheets.rows import (
    MOST_COLUMNS,
    IsHeader,
    Row,
    Sheet,
    columns_of,
    headless,
    is_blank,
    refuse,
    started,
    whole,
)
from xiangyi.core.text import tidy

_POSITION = ("lon", "lat")
#: What people call the two among the properties of a feature without geometry.
_CALLED = (
    ("lon", "lng", "long", "longitude", "经度", "东经", "x"),
    ("lat", "latitude", "纬度", "北纬", "y"),
)


class _Collection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[msgspec.Raw]


class _Feature(msgspec.Struct):
    type: Literal["Feature"]
    properties: dict[str, Any] | None = None
    geometry: Any = None


#: Numbers stay the digits that were written.
_as_written = msgspec.json.Decoder(_Feature, float_hook=str)


def read_geojson(text: str, encoding: str, is_header: IsHeader) -> Sheet:
    """Read it twice, a feature at a time: for the columns, then for the rows.

    The columns of the geometry stand before the properties, so that none of these is taken for the
    place; only where no feature has a point do they stand behind.

    Raises:
        FileUnreadable: not_points, broken and what any list can have wrong with it.
    """
    try:
        features = msgspec.json.decode(text.encode(), type=_Collection).features
    except msgspec.ValidationError:
        refuse("not_points")
    except (msgspec.DecodeError, RecursionError):
        refuse("broken")
    names: dict[str, None] = {}
    pointed = False
    for line, feature in _decoded(features):
        names.update(dict.fromkeys(feature.properties or ()))
        if len(names) > MOST_COLUMNS:
            refuse("not_a_table", line)
        pointed = pointed or _point(feature) is not None
    properties = [name for name in names if name not in _POSITION]
    columns = (
        (*_POSITION, *map(tidy, properties)) if pointed else columns_of((*properties, *_POSITION))
    )
    if not is_header(columns):
        raise headless([list(names)])
    rows = started(whole(_rows(features, properties, pointed=pointed)))
    return Sheet(columns, rows, "geojson", encoding)


def _decoded(features: Sequence[msgspec.Raw]) -> Iterator[tuple[int, _Feature]]:
    for line, feature in enumerate(features, 1):
        try:
            yield line, _as_written.decode(feature)
        except msgspec.ValidationError:
            refuse("not_points", line)
        except (msgspec.DecodeError, RecursionError):
            refuse("broken", line)


def _rows(features: Sequence[msgspec.Raw], names: Sequence[str], *, pointed: bool) -> Iterator[Row]:
    for line, feature in _decoded(features):
        properties = feature.properties or {}
        cells = [_text(properties.get(name)) for name in names]
        place = _position(feature)
        cells = [*place, *cells] if pointed else [*cells, *place]
        if not is_blank(cells):
            yield Row(line, tuple(cells))


def _position(feature: _Feature) -> Sequence[str]:
    """Take the point; only a feature without any geometry may say in words where it is."""
    if (point := _point(feature)) is not None:
        return point
    said = feature.properties if feature.geometry is None else None
    said = {name.strip().lower(): value for name, value in (said or {}).items()}
    return [next(filter(None, (_text(said.get(name)) for name in names)), "") for names in _CALLED]


def _point(feature: _Feature) -> tuple[str, str] | None:
    match feature.geometry:
        case {"type": "Point", "coordinates": [int() | str() as lon, int() | str() as lat, *_]}:
            return _text(lon), _text(lat)
        case _:
            return None


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return str(value).upper()
        case list() if not any(isinstance(one, list | dict) for one in value):
            return ";".join(map(_text, value))
        case int():
            return str(value)
        case _:
            return msgspec.json.encode(value).decode()
