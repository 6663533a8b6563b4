"""The cast: each person stands for one answer to "may they do this here?"."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from xiangyi.core.asking import HeldRole
from xiangyi.features.identity.adapters import tokens
from xiangyi.features.identity.service import accounts, sessions
from xiangyi.features.identity.tables import RoleGrant


@dataclass
class Outbox:
    """A gateway that keeps what it is given, as a phone would."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)

    async def send_code(self, phone: str, code: str, purpose: str) -> None:
        self.sent.append((phone, code, purpose))

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


async def granted(account: UUID, roles: Sequence[HeldRole], *, now: datetime) -> None:
    for one in roles:
        await RoleGrant.insert(
            RoleGrant(
                id=uuid4(),
                account=account,
                role=one.role,
                scope_kind=one.scope.kind,
                scope_id=one.scope.id,
                why="the test says so",
                granted_at=now,
                confirmed_at=now,
            )
        )
