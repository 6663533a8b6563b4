"""Holding the ledger's lines of service against the scans and the claims that they rest on.

A posting that fits the ledger in every way may still be of nobody's service: whoever runs the
service posts with the product's own code. So each line that service put there is looked up by its
posting, which is a stay or a claim. Of those who are erased what is left is compared.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core import codes
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.ledger.service.verifying.entries import name_of
from xiangyi.features.ledger.service.verifying.pages import pages
from xiangyi.features.volunteering.rules.counting import Stay, Stretch, minutes, served, within
from xiangyi.features.volunteering.rules.numbers import BOUNDS
from xiangyi.features.volunteering.rules.presence import TAKEN
from xiangyi.features.volunteering.service import owing, purposes, unposted
from xiangyi.features.volunteering.service.confirming import release_of

Tell = Callable[[str], object]
Row = dict[str, Any]
#: A person's part in a shift.
Part = tuple[UUID, UUID]

_LINES: Final = (
    "SELECT e.id, e.account, e.seq, e.minutes, e.kind, e.service_class, e.posting, e.posted_at,"  # noqa: S608  # ours
    " a.kind AS account_kind,"
    " h.account AS holder, p.shift, p.account AS whose, p.state, p.minutes AS stayed,"
    " p.service_class AS stay_class, p.came_at, p.left_at, p.came_on_time, p.left_on_time,"
    " s.starts_at, s.ends_at, s.break_minutes, c.shift AS claim_shift, c.account AS claimant,"
    " c.state AS claim_state, c.minutes AS claimed, c.service_class AS claim_class, c.corrects,"
    f" o.about, act.organisation AS host, {purposes.COLUMNS.format('act')},"
    " (SELECT CASE WHEN min(by.name) = max(by.name) AND count(*) = count(by.name)"
    " THEN min(by.name) END FROM ledger_entry i LEFT JOIN (SELECT ledger_account,"
    " CAST(organisation AS TEXT) AS name FROM ledger_holder) by ON by.ledger_account = i.account"
    " WHERE i.posting = e.posting AND i.seq IS NULL) AS issuer"
    " FROM (SELECT * FROM ledger_entry WHERE (id) > {after} AND seq IS NOT NULL"
    " ORDER BY id {page}) e LEFT JOIN ledger_account a ON a.id = e.account"
    " LEFT JOIN ledger_holder h ON h.ledger_account = e.account"
    " LEFT JOIN ledger_opening o ON o.posting = e.posting"
    " LEFT JOIN shift_presence p ON p.id = e.posting"
    " LEFT JOIN service_claim c ON c.id = e.posting"
    " LEFT JOIN activity_shift s ON s.id = COALESCE(p.shift, c.shift)"
    " LEFT JOIN volunteer_activity act ON act.id = s.activity ORDER BY e.id"
)
_STAYS: Final = (
    "SELECT shift, account, state, minutes, service_class, came_at, left_at, came_on_time,"
    " left_on_time FROM shift_presence WHERE left_at IS NOT NULL"
)
_SCANS: Final = "SELECT shift, account, phase, step, received_at FROM shift_scan WHERE on_time"
_PUT_RIGHT: Final = (
    "SELECT shift, account, minutes FROM service_claim WHERE state = 'accepted'"
    " AND service_class = 'verified'"
)
_CONFIRMED: Final = (
    "SELECT p.id, p.account, p.minutes, act.organisation AS host FROM shift_presence p"
    " JOIN activity_shift s ON s.id = p.shift JOIN volunteer_activity act ON act.id = s.activity"
    " WHERE p.state = 'counted' AND p.service_class = 'late'"
    " AND p.confirmed_at >= {} AND p.confirmed_at < {}"
)
#: No province lets a scan prove a time that came later.
_SOON: Final = timedelta(minutes=BOUNDS["on_time_min"][1])


async def follow(tell: Tell) -> None:
    """Tell of each line that no stay, or no claim that was accepted, stands behind; and of each of
    these that is no line.
    """
    async for page in pages(_LINES, ["id"], [-1]):
        stays = await _confirmed([row for row in page if row["kind"] == "released"])
        faults = [(row, _fault_of_release(row, stays) or _fault(row)) for row in page]
        sound = [row for row, fault in faults if fault is None and _part(row)]
        proofs = await _Proofs.of(sound)
        for row, fault in faults:
            if told := fault or proofs.fault(row):
                tell(f"{name_of(row)} {told}")
    await unposted.follow(tell)


def _fault(row: Row) -> str | None:
    """What a line and its own stay or claim do not agree in."""
    if row["kind"] not in ("earned", "corrected") or _is_taken_later(row):
        return "is service of no kind" if row["account_kind"] == "service" else None
    if row["kind"] == "earned" and row["service_class"] in ("verified", "late"):
        fault = _fault_of_stay(row)
    else:
        fault = _fault_of_claim(row)
    return fault or _fault_of_issuer(row, row["host"]) or _fault_of_purpose(row)


def _fault_of_issuer(row: Row, host: UUID) -> str | None:
    return (
        None if row["issuer"] == str(host) else "was issued by another organisation than was host"
    )


def _fault_of_purpose(row: Row) -> str | None:
    told = purposes.told_by(row["about"])
    if told is None or told == purposes.of(row):
        return None
    return "was served for something else than its activity says now"


def _fault_of_claim(row: Row) -> str | None:
    many, redeemable = row["minutes"], row["account_kind"] == "redeemable"
    if row["claim_state"] != "accepted" or (row["kind"] == "earned") != (row["corrects"] is None):
        return "rests on no claim that was accepted"
    fits = 0 < many / row["claimed"] <= 1 if redeemable else many == row["claimed"]
    if not fits:
        return f"rests on a claim of {row['claimed']:+} minutes"
    verified = "verified" in (row["claim_class"], row["service_class"])
    if many > 0 and (row["claim_class"] != row["service_class"] if verified else redeemable):
        return "counts as proved what was claimed"
    return None


def _is_taken_later(row: Row) -> bool:
    """Minutes that a correction could not take, taken as they came back; the erased's, any."""
    if row["kind"] == "earned" or row["account_kind"] != "redeemable" or row["minutes"] > 0:
        return False
    return owing.is_about(row["about"]) if row["holder"] else row["claim_state"] is None


def _fault_of_stay(row: Row) -> str | None:
    if row["shift"] is None:
        return "rests on no stay: nobody came and went for it"
    if (row["state"], row["stay_class"]) != ("counted", row["service_class"]):
        return "rests on a stay that is not counted so"
    if row["minutes"] != row["stayed"]:
        return f"rests on a stay of {row['stayed']} minutes"
    if row["account_kind"] == "redeemable" and row["service_class"] != "verified":
        return "may be redeemed, although its scans came late"
    if row["service_class"] == "verified" and not (row["came_on_time"] and row["left_on_time"]):
        return "counts as verified, although its scans came late"
    most = Stretch(row["starts_at"], row["ends_at"], row["break_minutes"]).most_minutes
    return f"is more than its shift has: {most} minutes" if row["minutes"] > most else None


async def _confirmed(lines: Sequence[Row]) -> dict[UUID, Row]:
    """The late stays that were confirmed when these were released, by the posting of each."""
    if not lines:
        return {}
    moments = [row["posted_at"] for row in lines]
    found: list[Row] = await run(_CONFIRMED, min(moments), max(moments) + timedelta(seconds=1))
    return {release_of(row["id"]): row for row in found}


def _fault_of_release(row: Row, stays: Mapping[UUID, Row]) -> str | None:
    if row["kind"] != "released" or row["account_kind"] != "redeemable":
        return None
    stay = stays.get(row["posting"])
    if stay is None or row["service_class"] != "late":
        return "was released for no late stay that a second person confirmed"
    if row["minutes"] > stay["minutes"]:
        return f"was released for a stay of {stay['minutes']} minutes"
    if row["holder"] != stay["account"]:
        return "was released for what somebody else did"
    return _fault_of_issuer(row, stay["host"])


def _part(row: Row) -> Part | None:
    """Of somebody who is still here."""
    whose = row["whose"] or row["claimant"]
    return (row["shift"] or row["claim_shift"], whose) if whose and row["holder"] else None


class _Proofs:
    """What the people of a page of lines scanned in its shifts."""

    def __init__(self, stays: Sequence[Row], scans: Sequence[Row], right: Sequence[Row]) -> None:
        self._stays: dict[Part, list[Row]] = defaultdict(list)
        for row in stays:
            self._stays[row["shift"], row["account"]].append(row)
        self._seen: set[tuple[UUID, UUID, str, datetime]] = set()
        for row in scans:
            shown_at = codes.moment_of(row["step"])
            if row["received_at"] <= codes.moment_of(row["step"] + 1) + _SOON:
                self._seen.add((row["shift"], row["account"], row["phase"], shown_at))
        self._right: dict[Part, int] = defaultdict(int)
        for row in right:
            self._right[row["shift"], row["account"]] += row["minutes"]

    @classmethod
    async def of(cls, lines: Sequence[Row]) -> "_Proofs":
        parts = [part for row in lines if (part := _part(row))]
        which = f" AND {among('shift', 'UUID')} AND {among('account', 'UUID')}"
        asked = listed({shift for shift, _ in parts}), listed({whose for _, whose in parts})
        found: list[list[Row]] = [
            await run(f"{sql}{which}", *asked) for sql in (_STAYS, _SCANS, _PUT_RIGHT)
        ]
        return cls(*found)

    def fault(self, row: Row) -> str | None:
        """What the line and its person's part in the shift do not agree in."""
        part = _part(row)
        if part is None:
            return None
        if part[1] != row["holder"]:
            return "rests on what somebody else did"
        if row["service_class"] == "verified" and row["kind"] == "earned":
            for phase, at in (("in", row["came_at"]), ("out", row["left_at"])):
                if (*part, phase, at) not in self._seen:
                    return f"rests on no scan for {phase} that came in time"
        return self._too_much(row, part) if row["service_class"] == "verified" else None

    def _too_much(self, row: Row, part: Part) -> str | None:
        """Whether all of it is more than the stays lasted, without breaks, and with them."""
        shift = Stretch(row["starts_at"], row["ends_at"], row["break_minutes"])
        stays = self._stays[part]
        told = [one for one in stays if one["state"] in TAKEN]
        live = [one for one in stays if one["came_on_time"] and one["left_on_time"]]
        present = minutes(sum((within(shift, _stay(one)) for one in live), timedelta()))
        proved = sum(one["minutes"] for one in told if one["service_class"] == "verified")
        most = minutes(served(shift, [_stay(one) for one in stays]))
        if sum(one["minutes"] for one in told) > most:
            return f"is of more than {most} minutes between coming and going, without breaks"
        if proved + self._right[part] > present:
            return f"is of more than {present} minutes that scans prove"
        return None


def _stay(row: Row) -> Stay:
    return Stay(row["came_at"], row["left_at"])
