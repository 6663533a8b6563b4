"""The kinds of scenes: rows, so that a province can add its own; and one revision of each number.

An index and raw rows, for the reasons that m0002 gives.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-25T23:20:00:000023"
VERSION = "1.38.0"
DESCRIPTION = "kinds of scenes"

KINDS = [
    ("community", "小区", "Residential compound"),
    ("business_district", "商圈", "Business district"),
    ("building", "写字楼", "Office building"),
    ("industrial_park", "产业园区", "Industrial park"),
    ("transport_hub", "车站枢纽", "Transport hub"),
    ("service_area", "服务区", "Service area"),
    ("livestream_studio", "直播基地", "Livestream studio"),
    ("school", "学校", "School"),
    ("hospital", "医院", "Hospital"),
    ("other", "其他地方", "Other place"),
]


async def fill() -> None:
    await run("CREATE UNIQUE INDEX one_number_of_a_scene ON scene_revision (scene, number)")
    for position, (id_, zh, en) in enumerate(KINDS):
        await run(
            "INSERT INTO scene_kind (id, name_zh, name_en, position) VALUES ({}, {}, {}, {})",
            id_, zh, en, position,
        )


async def empty() -> None:
    await run("DELETE FROM scene_kind")
    await run("DROP INDEX one_number_of_a_scene")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw_backwards(empty)
    return manager
