"""The families of Art 10 ¶1 and `other`, and the amenities a rider asks for.

Rows, so that a province can add its own.
"""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from xiangyi.core.db import run

ID = "2026-11-23T09:00:00:000003"
VERSION = "1.38.0"
DESCRIPTION = "families and amenities"

FAMILIES = [
    ("party_service_centre", "党群服务中心", "Party service centre"),
    ("civilization_centre", "新时代文明实践中心", "Civilization practice centre"),
    ("union_station", "工会驿站", "Union station"),
    ("youth_home", "青年之家", "Youth home"),
    ("womens_home", "妇女之家", "Women’s home"),
    ("drivers_home", "司机之家", "Drivers’ home"),
    ("other", "其他驿站", "Other rest stop"),
]

AMENITIES = [
    ("drinking_water", "热水", "Hot water", "basic"),
    ("microwave", "微波炉", "Microwave", "basic"),
    ("toilet", "厕所", "Toilet", "basic"),
    ("phone_charging", "手机充电", "Phone charging", "basic"),
    ("seat", "座位", "Seats", "basic"),
    ("air_conditioning", "空调", "Air conditioning", "basic"),
    ("wifi", "Wi-Fi", "Wi-Fi", "basic"),
    ("first_aid", "急救箱", "First-aid kit", "basic"),
    ("rain_gear", "雨具", "Rain gear", "basic"),
    ("ebike_charging", "电动车充电", "E-bike charging", "extended"),
    ("reading", "看书", "Books", "extended"),
    ("fridge", "冰箱", "Fridge", "extended"),
    ("shower", "淋浴", "Shower", "driver"),
    ("truck_parking", "货车停车", "Truck parking", "driver"),
    ("beds", "床位", "Beds", "driver"),
]


async def fill() -> None:
    for position, (id_, zh, en) in enumerate(FAMILIES):
        await run(
            "INSERT INTO family (id, name_zh, name_en, position) VALUES ({}, {}, {}, {})",
            id_, zh, en, position,
        )
    for position, (id_, zh, en, tier) in enumerate(AMENITIES):
        await run(
            "INSERT INTO amenity (id, name_zh, name_en, tier, position) VALUES ({}, {}, {}, {}, {})",
            id_, zh, en, tier, position,
        )


async def empty() -> None:
    await run("DELETE FROM amenity")
    await run("DELETE FROM family")


async def forwards() -> MigrationManager:
    manager = MigrationManager(migration_id=ID, app_name="xiangyi", description=DESCRIPTION)
    manager.add_raw(fill)
    manager.add_raw_backwards(empty)
    return manager
