"""The cast: each person stands for one answer to "may they do this here?"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from uuid import UUID, uuid4

from tests.divisions.makers import DOWN_TO_SHIZILI, take_in

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.core.sealing import seal_some
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.identity.service import accounts, grants, scopes, sessions
from xiangyi.features.identity.tables import RoleGrant
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.stations.service import keeping


@dataclass
class Outbox:
    """A gateway that keeps what it is given, as a phone would."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)

    notices: list[tuple[str, str]] = field(default_factory=list)
    ids: list[UUID] = field(default_factory=list)

    async def send_code(self, phone: str, code: str, purpose: str) -> None:
        self.sent.append((phone, code, purpose))

    async def send_notice(self, phone: str, words: str, *, id_: UUID) -> None:
        self.notices.append((phone, words))
        self.ids.append(id_)

    @property
    def code(self) -> str:
        return self.sent[-1][1]


@dataclass(frozen=True)
class Person:
    """Somebody who has signed in."""

    account: UUID
    device: UUID
    token: str
    refresh: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


async def signed_in(
    phone: str, *roles: HeldRole, now: datetime, label: str = "Android, Chrome"
) -> Person:
    """A person with a phone and roles, as if they had been granted long ago."""
    account = await accounts.of_phone(phone, now=now)
    await granted(account, roles, now=now)
    opened = await sessions.open_(account, way="code", label=label, now=now)
    token, _ = tokens.issue(opened.account, opened.device, now=now)
    return Person(account, opened.device, token, opened.refresh)


async def granted(
    account: UUID,
    roles: Sequence[HeldRole],
    *,
    now: datetime,
    why: str = "",
    by: UUID | None = None,
) -> None:
    grounds = await scopes.grounds(one.scope for one in roles)
    for one in roles:
        ground, id_ = grounds.get(one.scope), uuid4()
        await RoleGrant.insert(
            RoleGrant(
                id=id_,
                account=account,
                role=one.role,
                scope_kind=one.scope.kind,
                scope_id=one.scope.id,
                division=ground.division if ground else None,
                reason=seal_some(why, owner=id_, field=grants.REASON),
                granted_by=by,
                granted_at=now,
                confirmed_at=now,
            )
        )


#: Where the cast acts: a county of Changsha, and a prefecture beside it.
HUNAN, CHANGSHA, FURONG = "nbs:430000000000", "nbs:430100000000", "nbs:430102000000"
STREET, COMMUNITY = "nbs:430102001000", "nbs:430102001001"
ZHUZHOU = "nbs:430200000000"
#: The organisation in which handler, lead and partner act, at home in the street.
OFFICE = UUID("0f1ce000-0000-4000-8000-000000000001")
#: A station in the street, and the one beside it; one need not exist for its manager to be
#: told from others.
STATION, NEXT_STATION = (keeping.station_id("cast", number) for number in "12")
ZHUZHOU_LINE = "430200000000,株洲市,city,430000000000"

_CAST: dict[str, HeldRole | None] = {
    "rider": None,
    "volunteer": None,
    "lead": HeldRole("lead", Scope("organisation", str(OFFICE))),
    "manager": HeldRole("manager", Scope("station", STATION)),
    "convener": HeldRole("convener", Scope("division", STREET)),
    "clerk": HeldRole("clerk", Scope("division", STREET)),
    "handler": HeldRole("handler", Scope("organisation", str(OFFICE))),
    "partner": HeldRole("partner", Scope("organisation", str(OFFICE))),
    "supervisor": HeldRole("supervisor", Scope("division", FURONG)),
    "administrator": HeldRole("administrator", Scope("division", FURONG)),
    "administrator of another prefecture": HeldRole("administrator", Scope("division", ZHUZHOU)),
    "manager of another station": HeldRole("manager", Scope("station", NEXT_STATION)),
}
#: What they hold who hold something.
ROLES_HELD = {name: role for name, role in _CAST.items() if role}
#: Everybody who may ask something; "nobody" has not signed in.
PEOPLE = ("nobody", *_CAST)
SIGNED_IN = tuple(_CAST)


async def ground() -> None:
    """The divisions and the organisation in which the cast acts."""
    await take_in(*DOWN_TO_SHIZILI, ZHUZHOU_LINE)
    await Organisation.insert(
        Organisation(
            id=OFFICE,
            kind="street_office",
            name="文艺路街道办事处",
            home=STREET,
            pinyin="wenyilujiedaobanshichu",
            initials="wyljdbsc",
            changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        )
    )


async def cast(*, now: datetime) -> dict[str, Person]:
    """Everybody of the cast, signed in, on the ground that `ground` makes."""
    return {
        name: await signed_in(f"1380000{number:04}", *([role] if role else []), now=now)
        for number, (name, role) in enumerate(_CAST.items(), 1)
    }


@dataclass
class World:
    """The cast, and whoever asks just now; nobody has no person."""

    people: dict[str, Person]
    now: datetime
    person: Person | None = None
    _strangers: Iterator[int] = field(default_factory=count)

    async def stranger(self) -> UUID:
        """The account of somebody new, who is not of the cast."""
        return await accounts.of_phone(f"1377777{next(self._strangers):04}", now=self.now)
