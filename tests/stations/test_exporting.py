"""What goes out comes in again as it was, and nobody's mobile number goes out to everybody."""

import asyncio
import json
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from geojson_pydantic import FeatureCollection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.stations.desk import everything, make_furong
from tests.stations.makers import EVERY_DAY_8_TO_22, NIGHTS_ONLY, NOW

from xiangyi import piccolo_conf
from xiangyi.core.db import connected, engine_for
from xiangyi.core.sheets import writing
from xiangyi.core.sheets.opening import open_sheet
from xiangyi.features.stations.rules.listing.columns import HEADS, is_header
from xiangyi.features.stations.rules.opening_hours import OpeningHours
from xiangyi.features.stations.schemas import AmenityOffered, StationFacts
from xiangyi.features.stations.service import exporting, keeping
from xiangyi.features.stations.service.importing.ground import read_ground
from xiangyi.features.stations.service.importing.judging import Judge
from xiangyi.features.stations.service.importing.lists import SentList, import_stations
from xiangyi.features.stations.tables import Amenity, Family, Station

LICENCE = exporting.Licence("CC BY 4.0", date(2026, 11, 25))


def text(most, least=0):
    """What a tidy cell may hold: no blank at its ends, none doubled, nothing hidden or lost."""
    letters = st.characters(
        codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\ufffd"
    )
    words = st.text(letters, min_size=1, max_size=8)
    return st.lists(words, min_size=least, max_size=5).map(
        lambda all_: " ".join(all_)[:most].strip()
    )


def is_kept_as_it_is(value):
    return unicodedata.normalize("NFC", value) == value


FACTS = st.builds(
    StationFacts,
    source=text(64, 1).filter(is_kept_as_it_is),
    external_id=text(64, 1).filter(is_kept_as_it_is),
    name=text(80, 1).filter(is_kept_as_it_is).filter(lambda name: "?" not in name),
    family=st.sampled_from(["union_station", "party_service_centre", "other"]),
    division=st.sampled_from(["nbs:430102000000", "nbs:430102001000", "nbs:430102001001"]),
    address=text(200).filter(is_kept_as_it_is),
    lon=st.floats(112.985, 112.995),
    lat=st.floats(28.185, 28.195),
    hours=st.sampled_from(
        [None, EVERY_DAY_8_TO_22, NIGHTS_ONLY, OpeningHours(week=None, note="看天气")]
    ),
    entry=st.sampled_from(["unknown", "walk_in", "scan", "ask", "register"]),
    entry_note=text(120).filter(is_kept_as_it_is),
    gate_words=text(120).filter(is_kept_as_it_is),
    parking=text(120).filter(is_kept_as_it_is),
    phone=st.sampled_from(["", "0731-82212345", "+86 731 82212345", "13800000000"]),
    responsible=text(80).filter(is_kept_as_it_is),
    amenities=st.sampled_from(
        [
            (),
            (AmenityOffered("drinking_water"), AmenityOffered("toilet", "走廊到底，右边")),
            (AmenityOffered("phone_charging", "6 个插座（前台）；要问"),),
        ]
    ),
    amenity_words=st.sampled_from(["", "血压计", "血压计、针线包（前台）"]),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory, sqlite_template):
    """What rows are judged against, read once, in a thread because the tests' own loop runs."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "xiangyi.sqlite").write_bytes(sqlite_template.read_bytes())

    async def read():
        engine = engine_for("", folder)
        piccolo_conf.use(engine)
        async with connected(engine):
            await make_furong()
            codes = {"430102000000", "430102001000", "430102001001"}
            names = exporting.Names(
                {row["id"]: row["name_zh"] for row in await Family.select()},
                {row["id"]: row["name_zh"] for row in await Amenity.select()},
            )
            return await read_ground(codes), names

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(read())).result()


def formats(facts, names):
    cells = exporting.cells_of(facts, names)
    row = [cells[field] for field in HEADS]
    yield b"".join(writing.csv_lines(list(HEADS.values()), [row]))
    yield writing.xlsx_bytes(list(HEADS.values()), [row], title="驿站")


@given(facts=FACTS)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_exported_is_imported_as_it_was(desk, facts):
    ground, names = desk
    for content in formats(facts, names):
        sheet = open_sheet(content, is_header=is_header)
        judge = Judge(sheet.columns, datum="wgs84", source="somebody else")
        [told] = judge.judge(list(sheet.rows), ground)
        assert not told.refused, told.remarks
        assert told.station == facts


@pytest.mark.usefixtures("db")
class TestFiles:
    """The files as a whole, out of a real database and into it again."""

    @pytest.fixture(autouse=True)
    async def _stations(self, db):  # noqa: ARG002  # before the first row is written
        await make_furong()
        rows = (
            "名称,类型,区划代码,经度,纬度,开放时间,设施,电话,编号\n"
            '=1+1驿站,工会驿站,430102001000,112.99,28.19,每天8点至22点,"热水;厕所（二楼，右边）",'
            "13812345678,A1\n"
            "东塘驿站,暖新驿站,430102,112.98,28.19,看天气,血压计,0731-82212345,A2\n"
        )
        await import_stations(SentList(rows.encode(), "工会.csv", "wgs84"), now=NOW)

    @pytest.mark.parametrize("format_", ["csv", "xlsx", "geojson"])
    async def test_importing_an_export_changes_nothing(self, format_):
        before = await everything()
        content = await written(format_)
        report = await import_stations(
            SentList(content, f"export.{format_}", "wgs84"), now=NOW + timedelta(days=1)
        )
        assert (report.added, report.changed, report.refused) == (0, 0, 0), report.rows
        assert (report.unchanged, report.batch) == (2, None)
        assert await everything() == before

    async def test_a_formula_is_defused(self):
        assert b"'=1+1" in await written("csv")

    @pytest.mark.parametrize("format_", ["csv", "xlsx", "geojson"])
    async def test_a_name_that_looks_defused_stays_as_it_is(self, format_):
        row = "名称,区划代码,经度,纬度,编号\n''=x驿站,430102001000,112.985,28.195,B1\n"
        await import_stations(SentList(row.encode(), "另.csv", "wgs84"), now=NOW)
        content = await written(format_)
        await import_stations(
            SentList(content, f"export.{format_}", "wgs84"), now=NOW + timedelta(days=1)
        )
        kept = await Station.select().where(Station.external_id == "B1").first()
        assert kept["name"] == "'=x驿站"

    async def test_closed_stations_stay_in(self):
        await Station.update({Station.closed_at: NOW}).where(Station.external_id == "A2")
        assert "东塘".encode() not in await written("csv")

    async def test_anybody_may_have_them_without_mobile_numbers(self, api):
        told = await api.get("/api/open-data/stations.csv")
        assert (told.status_code, told.headers["content-type"]) == (200, "text/csv; charset=utf-8")
        body = told.content.decode("utf-8-sig")
        assert "0731-82212345" in body
        assert "13812345678" not in body
        assert "CC BY 4.0" in body.splitlines()[1]

    async def test_the_geojson_is_one_that_a_validator_takes(self, api):
        told = await api.get("/api/open-data/stations.geojson")
        assert told.headers["content-type"].startswith("application/geo+json")
        found = FeatureCollection.model_validate_json(told.content)
        assert len(found.features) == 2
        body = json.loads(told.content)
        assert (body["licence"], body["date"]) == ("CC BY 4.0", "2026-11-23")
        assert "13812345678" not in told.text
        first = {feature["properties"]["externalId"]: feature for feature in body["features"]}["A1"]
        assert first["geometry"]["coordinates"] == [112.99, 28.19]
        assert first["id"] == keeping.station_id("工会", "A1")


async def written(format_):
    if format_ == "xlsx":
        return await exporting.xlsx_file(LICENCE)
    made = exporting.csv_file if format_ == "csv" else exporting.geojson_file
    return b"".join([piece async for piece in made(LICENCE, public=False)])


def test_a_note_with_a_lonely_bracket_does_not_break_the_cell():
    names = exporting.Names({"other": "其他驿站"}, {"toilet": "厕所"})
    facts = StationFacts(
        source="a",
        external_id="1",
        name="甲",
        family="other",
        division="nbs:430102000000",
        lon=112.99,
        lat=28.19,
        amenities=(AmenityOffered("toilet", "二楼）"),),
    )
    assert exporting.cells_of(facts, names)["amenities"] == "厕所（二楼〕）"
