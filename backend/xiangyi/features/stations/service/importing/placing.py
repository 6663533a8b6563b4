"""Where a row's point and code say that it lies, and whether the two agree."""

from collections.abc import Callable
from typing import Any

from xiangyi.features.divisions.rules.tree import Known
from xiangyi.features.stations.adapters.counties import County
from xiangyi.features.stations.rules.listing.remarks import remark
from xiangyi.features.stations.service.importing.ground import Ground

_COARSE = {"province": "省", "prefecture": "市州"}
#: Roughly Hunan's neighbours' longitudes and latitudes never meet: what reads as one is not
#: the other.
_SPLIT = 60.0


def place(told: Any, found: County | None, ground: Ground, head: Callable[[Any], str]) -> None:
    """Settle the division of one row, whose point lies in the county found, or in none of ours."""
    lon, lat = told.point
    at = head("lon") or head("lon_lat")
    if found is None:
        swapped = lon < _SPLIT < lat and ground.polygons.of([(lat, lon)]) != [None]
        code = "coordinates_swapped" if swapped else "outside_province"
        told.remarks.append(remark(at, code, words=f"{lon:.6f},{lat:.6f}"))
        return
    county = found.code
    if not found.holds_it:
        told.remarks.append(remark(at, "beyond_border"))
    lineage = _lineage(told, ground, head("division"))
    if lineage is None:
        return
    there = ground.counties.get(county)
    here = next((one for one in lineage if one.level == "county"), None)
    if here is None and there is None:
        told.remarks.append(remark(head("division"), "division_unplaced"))
    elif here is None and there is not None:
        proposed = _proposed(told, there, ground)
        where = {"to": proposed.name, "code": proposed.code}
        told.facts["division"] = proposed.key
        told.remarks.append(
            remark(head("division"), "division_coarse", level=_COARSE[lineage[-1].level], **where)
            if lineage
            else remark(head("division"), "division_absent", **where)
        )
    elif here is not None:
        told.facts["division"] = lineage[-1].key
        # A statistical zone has no polygon of its own; its prefecture must do.
        digits = 6 if here.code[:6] in ground.polygons.codes else 4
        if there is not None and here.code[:digits] != county[:digits]:
            told.remarks.append(remark(at, "other_county", there=there.name, here=here.name))


def _lineage(told: Any, ground: Ground, head: str) -> list[Known] | None:
    """Empty where no code is given, None where it is refused."""
    code = told.code
    if not code:
        return None if told.refused else []
    lineage = ground.lineages.get(code)
    if lineage is None:
        foreign = code[:2] not in ground.provinces
        told.remarks.append(
            remark(head, "division_foreign" if foreign else "division_unknown", words=code)
        )
        return None
    ended = next((one for one in lineage if one.valid_to is not None), None)
    if ended is not None:
        after = ground.successors.get(ended.successor or "")
        told.remarks.append(
            remark(
                head,
                "division_abolished",
                words=code,
                name=ended.name,
                on=ended.valid_to,
                successor=f"，现在是{after.name}（{after.code}）" if after else "",
            )
        )
        return None
    return lineage


def _proposed(told: Any, county: Known, ground: Ground) -> Known:
    """The street that the address names in the county of the point, or the county."""
    words = f"{told.facts.get('address', '')} {told.facts.get('name', '')}"
    streets = [one for one in ground.streets.get(county.key, ()) if one.name in words]
    return streets[0] if len(streets) == 1 else county
