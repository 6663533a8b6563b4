"""How reports grow old: which of them count at an instant, by one rule for the server and a phone.

A phone that has no network goes on judging by the pack that it holds, so a pack tells beside each
count until when it holds and what it is then. Both go by whole minutes, as packs do.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from msgspec import Struct

from xiangyi.features.stations.rules.reporters import Reporter, count_independent
from xiangyi.features.stations.schemas import ReportHere

#: No report counts for longer, whatever `XIANGYI_REPORT_HOURS` says.
LONGEST: Final = timedelta(hours=72)
#: Of more than so many it is not told how they fade one by one, only when the last does.
_MOST: Final = 24


class Said(Struct, frozen=True):
    """The same said by some of one station.

    `fades` has instants, the earliest first, each with how many say it while the window begins
    no later; the last is that of the last report.
    """

    report: ReportHere
    fades: tuple[tuple[datetime, int], ...]

    def since(self, begin: datetime) -> ReportHere | None:
        """What is left of it in a window that begins then; None where nothing is."""
        if self.report.last_at < begin:
            return None
        count = next(count for until, count in self.fades if until >= begin)
        return ReportHere(self.report.kind, self.report.amenity, count, self.report.last_at)


def window(now: datetime, hours: int) -> datetime:
    """Since when a report counts: from the start of a minute on."""
    return now.astimezone(UTC).replace(second=0, microsecond=0) - timedelta(hours=hours)


def said_of(rows: Sequence[Mapping[str, Any]]) -> Said:
    """Count rows of reports that say the same, at least one, the earliest first."""
    reporters = [_reporter(row) for row in rows]
    last = rows[-1]
    report = ReportHere(
        last["kind"], last["amenity"], count_independent(reporters), last["reported_at"]
    )
    if len(rows) > _MOST:
        return Said(report, ((report.last_at, report.count),))
    fades: list[tuple[datetime, int]] = []
    for at, row in enumerate(rows):
        count = count_independent(reporters[at:])
        if fades and fades[-1][1] == count:
            fades.pop()
        fades.append((row["reported_at"], count))
    return Said(report, tuple(fades))


def _reporter(row: Mapping[str, Any]) -> Reporter:
    """Whoever was heard before devices were told apart counts as somebody of their own."""
    account = row["account"] and str(row["account"])
    nameless = account is None and row["device"] is None
    return Reporter(
        account=f"report {row['id']}" if nameless else account,
        device=row["device"],
        network=row["network"],
        settled=nameless or bool(row["settled"]),
    )
