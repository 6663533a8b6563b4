"""Photos shown before are of the first report that they came with; water is called what it is."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-26T06:00:00:000036"
VERSION = "1.38.0"
DESCRIPTION = "times and water"


async def take_times() -> None:
    await run(
        "UPDATE station_photo SET reported_at = (SELECT MIN(report.reported_at) FROM report"
        " WHERE report.photo = station_photo.photo AND report.station = station_photo.station)"
    )


async def name_water() -> None:
    """Most lists say 饮水 of what was shown as hot water: nobody had promised that it is hot."""
    await _call_water("饮水", "Drinking water")


async def name_water_back() -> None:
    await _call_water("热水", "Hot water")


async def _call_water(zh: str, en: str) -> None:
    await run(
        "UPDATE amenity SET name_zh = {}, name_en = {} WHERE id = {}", zh, en, "drinking_water"
    )


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(take_times)
    manager.add_raw(name_water)
    manager.add_raw_backwards(name_water_back)
    return manager
