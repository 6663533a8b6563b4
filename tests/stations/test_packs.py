"""What the phone is given: small, aligned, and complete for a rider without a signal."""

import gzip
import json
from datetime import timedelta
from random import Random

import msgspec
import pytest
from tests.stations.makers import CHANGSHA, EVERY_DAY_8_TO_22, NOW, facts

from xiangyi.demo.stations import invented_stations
from xiangyi.features.stations.rules.opening_hours import OpeningHours, Season
from xiangyi.features.stations.schemas import AmenityHere, LiveStateHere, ReportHere
from xiangyi.features.stations.service.counting import Said
from xiangyi.features.stations.service.packing import live_pack, slow_pack
from xiangyi.features.stations.service.reading import StationRow


def row(number: int = 1, **told) -> StationRow:
    plain = {
        name: value
        for name, value in msgspec.structs.asdict(facts(str(number))).items()
        if name in StationRow.__struct_fields__
    }
    defaults = {
        "id": f"{number:08d}",
        "street_key": "nbs:430104001000",
        "street": "望月湖街道",
        "county": "岳麓区",
        "prefecture": "长沙市",
        "pinyin": "wangyuehu",
        "initials": "wyh",
        "amenities": (),
        "confirmed_at": None,
        "said": (),
    }
    return StationRow(**{**plain, **defaults, **told})


FIVE_AGO = NOW - timedelta(minutes=5)


def said(kind, amenity, *fades):
    return Said(ReportHere(kind, amenity, fades[0][1], fades[-1][0]), fades)


def test_columns_are_of_one_length_and_share_what_is_equal():
    pack = slow_pack(CHANGSHA, [row(1), row(2, hours=None), row(3)])
    for column in ("id", "lon", "lat", "name", "initials", "family", "street", "address", "has"):
        assert len(pack[column]) == pack["n"] == 3, column
    assert pack["schedules"] == [EVERY_DAY_8_TO_22, None]
    assert pack["hours"] == [0, 1, 0]
    assert pack["streets"] == [("nbs:430104001000", "望月湖街道", "岳麓区")]
    assert (pack["lon"][0], pack["lat"][0]) == (112_950_000, 28_200_000)


def test_a_pack_carries_the_seasons_of_its_schedules():
    summer = Season("05-01", "09-30", (((480, 1080),),) * 7)
    hours = OpeningHours(week=(((510, 1050),),) * 7, seasons=(summer,))
    pack = json.loads(msgspec.json.encode(slow_pack(CHANGSHA, [row(1, hours=hours)])))
    assert pack["schedules"][0]["seasons"] == [
        {"from": "05-01", "to": "09-30", "week": [[[480, 1080]]] * 7}
    ]


def test_every_character_that_may_be_typed_comes_with_its_readings():
    pack = slow_pack(
        CHANGSHA,
        [
            row(1, name="五一广场12号KFC", address="校长路", street="长沙街", county="岳麓区"),
            row(2, name="长沙站", address="", street="长沙街", county="岳麓区"),
        ],
    )
    assert pack["spelling"]["五"] == "wu"
    assert pack["spelling"]["长"] == "chang zhang", "the commoner reading first"
    assert {"路", "街", "麓"} < set(pack["spelling"])
    assert not set(pack["spelling"]) & set("12KFC")


def test_amenities_are_bits_and_their_notes_are_sparse():
    water, toilet = (
        AmenityHere("drinking_water", "", None, ""),
        AmenityHere("toilet", "走廊到底", None, ""),
    )
    pack = slow_pack(CHANGSHA, [row(1, amenities=(water,)), row(2, amenities=(water, toilet))])
    assert pack["amenities"] == ["drinking_water", "toilet"]
    assert pack["has"] == [0b01, 0b11]
    assert pack["amenityNotes"] == {"1": {"toilet": "走廊到底"}}


def test_the_live_half_counts_minutes_back_from_its_base():
    toilet = AmenityHere("toilet", "", NOW - timedelta(hours=2), "周五来修")
    pack = live_pack(
        "abc",
        [
            row(1, confirmed_at=NOW - timedelta(minutes=48, seconds=30)),
            row(
                2,
                amenities=(toilet,),
                said=(
                    said("locked", None, (NOW - timedelta(hours=1), 2), (FIVE_AGO, 1)),
                    said("amenity_broken", "toilet", (NOW, 1)),
                ),
                states=(
                    LiveStateHere(
                        "full", NOW - timedelta(minutes=9), NOW + timedelta(hours=1), "三点后有空"
                    ),
                    LiveStateHere("closed", NOW - timedelta(hours=1), NOW + timedelta(hours=2), ""),
                ),
            ),
        ],
        now=NOW,
    )
    assert pack["of"] == "abc"
    assert pack["base"] * 60 == NOW.timestamp()
    assert pack["confirmed"] == [49, None]
    assert pack["out"] == [[1, 0, 120]]
    assert pack["reports"] == [[1, "locked", -1, 2, 5], [1, "amenity_broken", 0, 1, 0]]
    assert pack["fades"] == {"0": [[60, 2], [5, 1]]}
    assert pack["states"] == [[1, "full", 9, 60], [1, "closed", 60, 120]]
    assert pack["outNotes"] == {"1": {"toilet": "周五来修"}}
    assert pack["stateNotes"] == {"1": "三点后有空", "1closed": ""}


def test_a_confirmation_in_the_very_minute_is_not_none():
    assert live_pack("abc", [row(1, confirmed_at=NOW)], now=NOW)["confirmed"] == [0]


def test_a_door_found_locked_in_the_minute_of_its_confirmation_is_later_than_it_on_a_phone():
    second = timedelta(seconds=1)
    doubted = row(1, confirmed_at=NOW, said=(said("locked", None, (NOW + second, 2)),))
    confirmed = row(2, confirmed_at=NOW + second, said=(said("locked", None, (NOW, 2)),))
    pack = live_pack("abc", [doubted, confirmed], now=NOW + 2 * second)
    assert pack["confirmed"] == [1, 0]
    assert [report[-1] for report in pack["reports"]] == [0, 0]


def test_a_confirmation_of_what_has_changed_since_still_says_when_riders_were_answered():
    second, two = timedelta(seconds=1), timedelta(minutes=2)
    doubted = row(1, cleared_at=NOW, said=(said("locked", None, (NOW + second, 2)),))
    pack = live_pack("abc", [doubted, row(2, cleared_at=NOW - two)], now=NOW + 2 * second)
    assert pack["confirmed"] == [-2 - 1, -2 - 2]


@pytest.fixture(scope="module")
def prefecture_of_two_thousand() -> list[StationRow]:
    """The demonstration's stations, told twice with other numbers, as one busy prefecture."""
    chance = Random(11)
    invented = invented_stations()
    rows = []
    for number in range(2000):
        one = invented[number % 1000]
        plain = {
            name: value
            for name, value in msgspec.structs.asdict(one).items()
            if name in StationRow.__struct_fields__
        }
        amenities = tuple(
            AmenityHere(a.id, a.note, NOW if chance.random() < 0.02 else None, "")
            for a in one.amenities
        )
        reports = (
            (said("locked", None, (NOW - timedelta(minutes=chance.randint(0, 360)), 2)),)
            if chance.random() < 0.05
            else ()
        )
        rows.append(
            row(
                number,
                **{
                    **plain,
                    "id": f"{chance.getrandbits(40):010x}"[:8].upper(),
                    "name": f"{one.name}{number // 1000 or ''}",
                    "lon": 112 + chance.random(),
                    "lat": 28 + chance.random(),
                    "street_key": one.division,
                    "street": one.name[:4],
                    "initials": one.name[:8],
                    "phone": f"0731-0000 {chance.randint(0, 9999):04d}",
                    "amenities": amenities,
                    "confirmed_at": NOW - timedelta(minutes=chance.randint(0, 6000)),
                    "said": reports,
                },
            )
        )
    return sorted(rows, key=lambda one: (one.street_key, one.name))


def gzipped(body) -> int:
    return len(gzip.compress(msgspec.json.encode(body), 9))


def test_a_prefecture_of_two_thousand_stations_stays_small(prefecture_of_two_thousand):
    assert gzipped(slow_pack(CHANGSHA, prefecture_of_two_thousand)) <= 120_000
    assert gzipped(live_pack("0" * 16, prefecture_of_two_thousand, now=NOW)) <= 10_000


def test_it_is_json_that_any_browser_reads(prefecture_of_two_thousand):
    assert (
        json.loads(msgspec.json.encode(slow_pack(CHANGSHA, prefecture_of_two_thousand)))["n"]
        == 2000
    )
