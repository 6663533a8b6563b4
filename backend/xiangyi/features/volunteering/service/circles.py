"""A host's circle: who stays its own, wherever else they have come to stand."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker, Role, Scope
from xiangyi.core.bulk import among, listed
from xiangyi.core.db import run
from xiangyi.features.divisions import service as tree
from xiangyi.features.volunteering.service import reach
from xiangyi.features.volunteering.service.grounds import Ground

Row = dict[str, Any]

#: So long before a shift somebody has to have left its host to be a stranger to it.
_BEFORE: Final = timedelta(days=365)
#: Of one street they are one: the office directs the committees.
_OFFICES: Final = ("street_office", "committee")
#: Of the levels from the province down, a street's.
_STREET: Final = 3
_OF_STREET: Final = (
    "SELECT o.id FROM organisation o JOIN division d ON d.key = o.home"
    " WHERE (d.key = {} OR d.parent = {}) AND o.kind IN ('street_office', 'committee')"
)
#: Who gave somebody their roles for some scopes, and their administrators theirs, and who made the
#: organisation that one is for.
_GIVEN: Final = (
    "SELECT g.account, g.role, g.scope_id, g.granted_by, g.confirmed_by, g.withdrawn_at,"
    " e.actor AS made_by FROM role_grant g LEFT JOIN audit_entry e"
    " ON e.subject_id = g.scope_id AND e.action = 'organisation.added'"
    " WHERE g.confirmed_at IS NOT NULL AND (g.account = {} OR g.role = 'administrator')"
)
_HELD: Final = (
    "SELECT g.account FROM role_grant g WHERE g.confirmed_at IS NOT NULL"
    " AND (g.withdrawn_at IS NULL OR g.withdrawn_at > {})"
)
_BELONGED: Final = "SELECT m.account FROM member m WHERE (m.ended_at IS NULL OR m.ended_at > {})"
#: Who gave somebody the role by which they may lead for the host: to any of those it has, and to
#: whoever wrote, led or ticked some of the activity.
_CHOSE: Final = (
    "SELECT g.granted_by, g.confirmed_by, NULL AS made_by FROM role_grant g"
    " WHERE g.confirmed_at IS NOT NULL AND (g.withdrawn_at IS NULL OR g.withdrawn_at > {})"
    " AND g.role IN ('lead', 'convener')"
)
_AT_WORK: Final = (
    "SELECT r.account FROM activity_revision r WHERE r.activity = {}"
    " AND r.move IN ('drafted', 'changed', 'submitted')"
    " UNION SELECT s.lead FROM activity_shift s WHERE s.activity = {}"
    " UNION SELECT f.lead FROM former_lead f JOIN activity_shift s ON s.id = f.shift"
    " WHERE s.activity = {}"
    " UNION SELECT t.ticked_by FROM shift_tick t JOIN shift_signup u ON u.id = t.signup"
    " JOIN activity_shift s ON s.id = u.shift WHERE s.activity = {}"
)
_TOOK_PART: Final = (
    "SELECT s.id FROM activity_shift s JOIN shift_signup u ON u.shift = s.id"
    " WHERE s.activity = {} AND u.account = {} AND u.state <> 'cancelled'"
    " UNION SELECT s.id FROM activity_shift s WHERE s.activity = {} AND s.lead = {}"
)


async def strange(
    asker: Asker, ground: Ground, roles: Collection[Role], scopes: Collection[Scope]
) -> bool:
    """Whether in one of the scopes the asker stands for somebody whom the host has not chosen.

    Of its circle is who, in the year before the shift or since, held a role for the host or for
    its street, or belonged to it; and who may write for it. Nor is anybody strange who signed up
    for the activity or led some of it, who owes all of their roles here to the circle or to
    administrators whom it has made, or who stands for an organisation that one of it made. Of a
    street, its office and its committees count as one host. Whoever chose those who lead for the
    host chooses no second of another organisation as well, nor makes that organisation or is one.
    """
    if asker.holds(*reach.WRITERS, within=await reach.within(ground.host)):
        return False
    ids = {one.id for one in scopes}
    rows: list[Row] = await run(
        f"{_GIVEN} AND {among('g.scope_id', 'TEXT')}", asker.account, listed(ids)
    )
    people = {asker.account}.union(*(_by(row) for row in rows))
    circle = await _circle(ground, people)
    if asker.account in circle or await run(_TOOK_PART, *(ground.activity, asker.account) * 2):
        return False
    circle = _with_chosen(circle, rows)
    # Of a county somebody has to answer, and it is its administrators who choose there.
    chose = await _chose(ground)
    both = {one.id: circle | chose if one.kind == "organisation" else circle for one in scopes}
    own = [
        row
        for row in rows
        if row["account"] == asker.account and row["role"] in roles and not row["withdrawn_at"]
    ]
    # A scope for which nothing is written down was held before anything was.
    return any(
        asker.account not in known
        and (
            all(row["scope_id"] != id_ for row in own)
            or any(row["scope_id"] == id_ and not _by(row) & known for row in own)
        )
        for id_, known in both.items()
    )


def _by(row: Row) -> set[UUID]:
    return {row[who] for who in ("granted_by", "confirmed_by", "made_by")} - {None}


def _with_chosen(circle: set[UUID], rows: Sequence[Row]) -> set[UUID]:
    """With the administrators whom only these have made such, and whom those have, and so on."""
    made: dict[UUID, list[set[UUID]]] = defaultdict(list)
    for row in rows:
        if row["role"] == "administrator":
            made[row["account"]].append(_by(row))
    while chosen := {
        who for who, given in made.items() if who not in circle and all(by & circle for by in given)
    }:
        circle = circle | chosen
    return circle


async def _chose(ground: Ground) -> set[UUID]:
    """Whoever has given those who lead for the host their role."""
    hosts, around = await _hosts(ground), await reach.within(ground.host)
    for_host = among("g.scope_id", "TEXT")
    rows: list[Row] = await run(
        f"{_CHOSE} AND ({for_host} OR {for_host} AND g.account IN ({_AT_WORK}))",
        *(_since(ground), listed(hosts), listed(one.id for one in around)),
        *[ground.activity] * 4,
    )
    return {one for row in rows for one in _by(row)}


async def _hosts(ground: Ground) -> set[UUID]:
    """The host, and whichever count as one with it."""
    lineage = await _lineage(ground)
    if ground.host_kind not in _OFFICES or len(lineage) <= _STREET:
        return {ground.host}
    rows = await run(_OF_STREET, *[lineage[_STREET]] * 2)
    return {ground.host, *(UUID(str(row["id"])) for row in rows)}


async def _lineage(ground: Ground) -> list[str]:
    return [one.key for one in (await tree.lineages([ground.home]))[ground.home]]


def _since(ground: Ground) -> datetime:
    return ground.stretch.starts_at - _BEFORE


async def _circle(ground: Ground, people: Collection[UUID]) -> set[UUID]:
    """Those of the people who are of the host's circle."""
    since, hosts = _since(ground), await _hosts(ground)
    # Who works for the whole county does so for everybody in it, and so chooses nobody's.
    scopes = [*map(str, hosts), *(await _lineage(ground))[_STREET:]]
    some = listed(people)
    rows = await run(
        f"{_HELD} AND {among('g.account', 'UUID')} AND {among('g.scope_id', 'TEXT')}"
        f" UNION {_BELONGED} AND {among('m.account', 'UUID')} AND"
        f" {among('m.organisation', 'UUID')}",
        *(since, some, listed(scopes), since, some, listed(hosts)),
    )
    return {UUID(str(row["account"])) for row in rows}
