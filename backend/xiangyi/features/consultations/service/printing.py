"""What stands on a meeting's sheet for the door."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.text import visible
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.adapters.printing import NoticeWords, notice
from xiangyi.features.consultations.rules.forms import FORMS_ZH
from xiangyi.features.consultations.service import reading
from xiangyi.features.consultations.service.reach import LOOKERS, expect_in, row_of
from xiangyi.features.consultations.service.wording import place_words, seats_words
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit

_PER_ACCOUNT: Final = (Limit(60, 30), Limit(3_600, 300))
_WEEKDAYS: Final = "一二三四五六日"


class Imprint(Struct, frozen=True):
    """Whose sheet it is: where people open the service, its number, and whether it is invented."""

    origin: str
    counter: str
    demonstration: bool


async def notice_sheet(asker: Asker, id_: UUID, *, imprint: Imprint, now: datetime) -> Sheet:
    """The meeting in words for a door; whoever scans the code says whether they come.

    One that has been cancelled says so, until it would have begun: its door is where people meet.

    Raises:
        ConsultationNotFound, RoleMissing: the asker answers for no such consultation.
        ConsultationNotAnnounced: nobody has been told of it yet: its code would lead nowhere.
        ConsultationOver: it has begun, or would have: nobody at the door can answer any more.
        TooManyTries: hundreds within an hour.
    """
    row = await row_of(id_)
    await expect_in(asker, row, LOOKERS)
    if row["announced_at"] is None or (row["send_at"] or now) > now:
        raise errors.ConsultationNotAnnounced
    if row["starts_at"] <= now:
        raise errors.ConsultationOver
    await tallies.count("poster by", str(asker.account), _PER_ACCOUNT, now=now)
    [card] = await reading.cards(None, [row])
    starts, ends = card.starts_at.astimezone(SHANGHAI), card.ends_at.astimezone(SHANGHAI)
    place = place_words(card.place.words, card.station_name)
    online = "网上开，扫码看怎么进" if card.place.link else ""
    return notice(
        NoticeWords(
            form=FORMS_ZH[card.form],
            title=visible(card.title),
            about=card.about,
            day=f"{_day(starts.date())} 星期{_WEEKDAYS[starts.weekday()]}",
            hours=f"{starts:%H:%M}—{ends:%H:%M}",
            place="；".join([*place, *([online] if online else [])]),
            seats=seats_words(row["seats"]),
            organisation=card.organisation_name or "",
            phone=card.phone,
            counter=imprint.counter,
            cancelled=card.reason if card.cancelled_at else "",
            link=f"{imprint.origin}/consultations/{id_}",
            printed=f"{now.astimezone(SHANGHAI).year}年{_day(now.astimezone(SHANGHAI).date())}",
            demonstration=imprint.demonstration,
        )
    )


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
