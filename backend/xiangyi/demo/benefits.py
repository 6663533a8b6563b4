"""What the demonstration's volunteers have for their hours, and what became of some vouchers.

The volunteer of the cast has one in each state; one that was used at the hospital waits for a
second person to take it back; one benefit waits for a yes.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from msgspec.structs import replace

from xiangyi.core.asking import Asker
from xiangyi.core.db import run
from xiangyi.demo import people, pictures
from xiangyi.demo.offers import OFFERS, Offer
from xiangyi.demo.people import organisation_id
from xiangyi.features.benefits.schemas import BenefitPicture, BenefitSaid, BenefitWithdrawing
from xiangyi.features.benefits.schemas.vouchers import Looking, VoucherWanted
from xiangyi.features.benefits.service import (
    counter,
    ending,
    issuing,
    organising,
    papers,
    undoing,
)
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.identity.schemas.personal import ConsentGiven
from xiangyi.features.identity.service import consents
from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.service import Photos

#: Of those who write for a provider, by whom of the cast; an office writes for the others.
_WRITERS: Final = {"xiangjiang_hospital": "partner", "star_bus": "second_partner"}
_HOSPITAL, _BUSES = "xiangjiang_hospital", "star_bus"


async def load(media: Path, *, now: datetime) -> None:
    """Add it once, its pictures to that folder; what visitors did with it stays."""
    if await Benefit.exists().where(Benefit.id == _id("benefit/checkup")):
        return
    darkroom = Darkroom(1)
    try:
        await _offer(Photos(media, darkroom), now=now)
    finally:
        await darkroom.close()
    await _live(await people.member("volunteer"), now=now)


async def _offer(photos: Photos, *, now: datetime) -> None:
    administrator = await people.member("administrator")
    for offer in OFFERS:
        await _give(administrator, offer, photos, now=now - timedelta(days=60))
    hospital = next(one for one in OFFERS if one.name == "registration")
    waiting = replace(hospital, name="eyes", title="免费查一次视力", about="眼科门诊，周三下午。")
    await _write(waiting, photos, now=_ago(1, now))
    # That it has ended is told with the vouchers: one was taken meanwhile.
    void = next(one for one in OFFERS if one.name == "night_bus")
    old = replace(void, name="airport", title="机场大巴半价")
    await _give(administrator, old, photos, now=_ago(50, now))


async def _give(second: Asker, offer: Offer, photos: Photos, *, now: datetime) -> None:
    """As two persons do it."""
    id_ = await _write(offer, photos, now=now)
    await organising.approve(second, id_, 2, now=now + timedelta(hours=5))


async def _write(offer: Offer, photos: Photos, *, now: datetime) -> UUID:
    writer = await people.member(_WRITERS.get(offer.provider, "convener"))
    id_ = _id(f"benefit/{offer.name}")
    picture = await pictures.take(writer, offer.name, photos, now=now)
    facts = replace(offer.facts, picture=picture and BenefitPicture(*picture))
    await organising.put(writer, id_, BenefitSaid(facts=facts), now=now)
    await organising.submit(writer, id_, 1, now=now)
    return id_


async def _live(volunteer: Asker, *, now: datetime) -> None:
    """A voucher of each state, by what somebody may do in the app."""
    for provider in (_HOSPITAL, _BUSES):
        given = ConsentGiven(purpose=papers.purpose_of(organisation_id(provider)))
        await consents.give(volunteer, _id(f"consent/{provider}"), given, now=_ago(40, now))
    await _take(volunteer, "month_card", "expired", now=_ago(30, now))
    bus = await _take(volunteer, "day_ticket", "used", now=_ago(12, now))
    await _use(await people.member("second_partner"), bus, "used", now=_ago(11, now))
    given_back = await _take(volunteer, "day_ticket", "cancelled", now=_ago(9, now))
    await issuing.cancel(volunteer, given_back, now=_ago(8, now))
    seen = await _take(volunteer, "registration", "seen", now=_ago(35, now))
    hospital = await people.member("partner")
    use = await _use(hospital, seen, "seen", now=_ago(33, now))
    await undoing.ask(hospital, use, "扫了两次，只看了一次门诊", now=_ago(1, now))
    await _take(volunteer, "airport", "void", now=_ago(5, now))
    stopped = BenefitWithdrawing(why="这条线停了，时长退给大家。", void=True)
    administrator = await people.member("administrator")
    await organising.withdraw(administrator, _id("benefit/airport"), stopped, now=_ago(4, now))
    await ending.expire(now=_ago(1, now))
    await _take(volunteer, "checkup", "issued", now=_ago(2, now))
    await _take(volunteer, "day_ticket", "issued_too", now=_ago(1, now))


async def _take(volunteer: Asker, offer: str, name: str, *, now: datetime) -> UUID:
    id_ = _id(f"voucher/{name}")
    await issuing.issue(volunteer, id_, VoucherWanted(_id(f"benefit/{offer}")), now=now)
    return id_


async def _use(partner: Asker, voucher: UUID, name: str, *, now: datetime) -> UUID:
    lock = _id(f"look/{name}")
    [row] = await run("SELECT code FROM voucher WHERE id = {}", voucher)
    await counter.look(partner, lock, Looking(code=str(row["code"])), now=now)
    await counter.use(partner, lock, now=now)
    return lock


def _ago(days: int, now: datetime) -> datetime:
    return now - timedelta(days=days)


def _id(what: str) -> UUID:
    """The same in every demonstration, so that a second start finds it."""
    return uuid5(NAMESPACE_URL, f"https://xiangyi.invalid/demo/{what}")
