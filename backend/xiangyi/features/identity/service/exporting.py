"""Handing a person everything that is kept of them (PIPL Art 45)."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import msgspec

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.personal import Keeper, Section
from xiangyi.core.readable import page
from xiangyi.core.threads import aside
from xiangyi.features.identity.service import records

DATA: Final = "data.json"
PAGE: Final = "我的数据.html"


async def export_data(asker: Asker, keepers: Sequence[Keeper], *, now: datetime) -> bytes:
    """A ZIP with everything, once for programs and once for people.

    `data.json` has for each account of the person (their own, and those they claimed) the
    sections of each feature by name; instants are ISO 8601.
    """
    told: dict[str, dict[str, dict[str, object]]] = {}
    shown: list[Section] = []
    own, *claimed = sorted(
        await records.records_of(asker.subject), key=lambda one: one != asker.subject
    )
    for account in (own, *claimed):
        for keeper in keepers:
            sections = await keeper.export(account)
            shown += sections
            features = told.setdefault(str(account), {})
            features[keeper.feature] = {one.name: one.rows for one in sections}
    return await aside(_packed, told, shown, now)


def _packed(told: object, shown: Sequence[Section], now: datetime) -> bytes:
    data = msgspec.json.format(msgspec.json.encode({"exportedAt": now, "accounts": told}))
    packed, local = BytesIO(), now.astimezone(SHANGHAI)
    with ZipFile(packed, "w") as file:
        for name, content in ((DATA, data), (PAGE, page(shown, at=now))):
            entry = ZipInfo(name, local.timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            file.writestr(entry, content)
    return packed.getvalue()
