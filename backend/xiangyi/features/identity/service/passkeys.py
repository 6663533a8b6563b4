"""Passkeys: a second way in, without waiting for a message."""

import secrets
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import structlog

from xiangyi.core.asking import Asker
from xiangyi.core.callers import Site
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.db import atomic, duplicate_is, run
from xiangyi.core.sealing import seal
from xiangyi.core.text import visible
from xiangyi.features.identity import errors
from xiangyi.features.identity.adapters import authenticators
from xiangyi.features.identity.adapters.authenticators import NotProved
from xiangyi.features.identity.schemas import LONGEST_LABEL
from xiangyi.features.identity.schemas.passkeys import (
    PasskeyAdded,
    PasskeyOptions,
    PasskeyShown,
    PasskeySignIn,
)
from xiangyi.features.identity.service import accounts, labels, sessions, tallies
from xiangyi.features.identity.service.holding import hold
from xiangyi.features.identity.service.sessions import Opened
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.identity.tables import Challenge, Passkey

LASTS: Final = timedelta(minutes=5)
MOST: Final = 20
#: Each leaves a row behind for a day, and an office's whole network asks from one address.
_PER_ADDRESS: Final = (Limit(60, 30), Limit(86_400, 3_000))
_PER_ACCOUNT: Final = (Limit(3_600, 30),)

log = structlog.get_logger()


async def options_to_make(asker: Asker, site: Site, *, now: datetime) -> PasskeyOptions:
    """What the person's browser needs to make a passkey for them.

    Raises:
        PasskeysFull: they have as many as one may.
        TooManyTries: they have asked too often.
    """
    await tallies.count("passkey of", str(asker.account), _PER_ACCOUNT, now=now)
    known = await Passkey.select(Passkey.credential_id).where(Passkey.account == asker.account)
    if len(known) >= MOST:
        raise errors.PasskeysFull(most=MOST)
    me = await accounts.me(asker, now=now)
    id_, challenge = await _challenge(asker.account, now)
    options = authenticators.to_make(
        site,
        challenge,
        account=asker.account,
        name=me.phone or me.name or str(asker.account),
        known=[bytes(row["credential_id"]) for row in known],
    )
    return PasskeyOptions(id_, options)


async def add(asker: Asker, data: PasskeyAdded, site: Site, *, now: datetime) -> PasskeyShown:
    """Keep a passkey that the person's browser has made for them.

    Raises:
        PasskeyRefused: it is not what was asked for, or somebody has it already.
    """
    challenge = await _spent(data.challenge, asker.account, now)
    try:
        made = authenticators.made(data.credential, site, challenge)
    except NotProved as error:
        raise errors.PasskeyRefused from error
    id_, label = uuid4(), visible(data.label)[:LONGEST_LABEL]
    row = Passkey(
        id=id_,
        account=asker.account,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        label=seal(label, owner=id_, field=labels.PASSKEYS),
        made_at=now,
        used_on=None,
    )
    with duplicate_is(errors.PasskeyRefused()):
        async with atomic():
            await hold(asker.account)
            await Passkey.insert(row)
    return PasskeyShown(id_, label, now, None)


async def options_to_use(site: Site, *, address: str, now: datetime) -> PasskeyOptions:
    """What a browser needs to let somebody sign in, whoever it is.

    Raises:
        TooManyTries: too many from this address.
    """
    await tallies.count("passkey asked from", address, _PER_ADDRESS, now=now)
    id_, challenge = await _challenge(None, now)
    return PasskeyOptions(id_, authenticators.to_use(site, challenge))


async def sign_in(data: PasskeySignIn, site: Site, *, address: str, now: datetime) -> Opened:
    """Sign in the person whose passkey has signed the challenge.

    Raises:
        PasskeyRefused: whatever is wrong.
        TooManyTries: too many from this address.
    """
    await tallies.count("passkey tried from", address, _PER_ADDRESS, now=now)
    challenge = await _spent(data.challenge, None, now)
    try:
        credential_id, handle = authenticators.claimed(data.credential)
        row = await _of(credential_id, handle)
        signs = authenticators.sign_count(
            data.credential, site, challenge, public_key=bytes(row["public_key"])
        )
    except NotProved as error:
        raise errors.PasskeyRefused from error
    id_, account = (UUID(str(row[name])) for name in ("id", "account"))
    async with atomic():
        if not await _counted(id_, signs, now):
            # §7.2, step 22: two have its private key, and one of them is not the person.
            log.warning("passkey cloned", passkey=str(id_))
            raise errors.PasskeyRefused
        return await sessions.open_(account, way="passkey", label=data.device, now=now)


async def passkeys(asker: Asker) -> list[PasskeyShown]:
    """The person's passkeys, the newest first."""
    rows = (
        await Passkey.select()
        .where(Passkey.account == asker.account)
        .order_by(Passkey.made_at, ascending=False)
    )
    return [
        PasskeyShown(
            row["id"], labels.label_of(row, labels.PASSKEYS), row["made_at"], row["used_on"]
        )
        for row in rows
    ]


async def remove(asker: Asker, passkey: UUID) -> None:
    """Let a passkey open nothing any more; who has signed in by it stays so.

    Raises:
        PasskeyNotFound: none of theirs has this id.
    """
    removed = await run(
        "DELETE FROM passkey WHERE id = {} AND account = {} RETURNING id",
        *(passkey, asker.account),
    )
    if not removed:
        raise errors.PasskeyNotFound(passkey=str(passkey))


async def forget(*, now: datetime) -> None:
    """Drop challenges that are over since a day."""
    await Challenge.delete().where(Challenge.made_at < now - timedelta(days=1))


async def _challenge(account: UUID | None, now: datetime) -> tuple[UUID, bytes]:
    row = Challenge(
        id=uuid4(),
        challenge=secrets.token_bytes(32),
        account=account,
        made_at=now,
        spent_at=None,
    )
    await Challenge.insert(row)
    return row.id, row.challenge


async def _spent(challenge: UUID, account: UUID | None, now: datetime) -> bytes:
    """The challenge, which nobody can answer a second time, rightly or wrongly."""
    whose, args = ("= {}", (account,)) if account else ("IS NULL", ())
    rows = await run(
        f"UPDATE challenge SET spent_at = {{}} WHERE id = {{}} AND spent_at IS NULL"  # noqa: S608  # two conditions of ours
        f" AND made_at > {{}} AND account {whose} RETURNING challenge",
        *(now, challenge, now - LASTS, *args),
    )
    if not rows:
        raise errors.PasskeyRefused
    return bytes(rows[0]["challenge"])  # type: ignore[call-overload,no-any-return]


async def _of(credential_id: bytes, handle: bytes) -> dict[str, Any]:
    """The passkey of this id, if it belongs to the account that the authenticator names."""
    rows = await run(
        "SELECT passkey.id, passkey.account, passkey.public_key FROM passkey"
        " JOIN account ON account.id = passkey.account"
        " WHERE passkey.credential_id = {} AND account.erased_at IS NULL",
        credential_id,
    )
    if not rows or UUID(str(rows[0]["account"])).bytes != handle:
        raise NotProved
    return rows[0]


async def _counted(passkey: UUID, signs: int, now: datetime) -> bool:
    """Whether the authenticator has signed more often than it last said, or does not count."""
    rows = await run(
        "UPDATE passkey SET sign_count = {}, used_on = {} WHERE id = {} AND sign_count < {}"
        " RETURNING id",
        *(signs, now.astimezone(SHANGHAI).date(), passkey, max(signs, 1)),
    )
    return bool(rows)
