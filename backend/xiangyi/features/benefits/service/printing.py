"""A voucher in words, for somebody who has no phone to show it on."""

from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.text import visible
from xiangyi.features.benefits import errors
from xiangyi.features.benefits.adapters.printing import VoucherWords, voucher
from xiangyi.features.benefits.rules.terms import Blackout, Category
from xiangyi.features.benefits.service import papers
from xiangyi.features.benefits.service.keeping import blackouts_of
from xiangyi.features.documents.rules.issuing import spaced
from xiangyi.features.organisations import service as organisations

Row = dict[str, Any]

_CATEGORIES: Final[dict[Category, str]] = {
    "medical": "就医",
    "elder_care": "养老",
    "tourism": "旅游",
    "transit": "公共交通",
}
#: A counter may be at it while the paper comes out.
_GOOD: Final = ("issued", "locked")


class Imprint(Struct, frozen=True):
    """When it is printed, the number of whoever runs the service, whether it is invented."""

    at: datetime
    counter: str
    demonstration: bool


async def sheet(asker: Asker, id_: UUID, *, imprint: Imprint) -> Sheet:
    """A voucher of the asker's, or of the person for whom they act, to be shown at a counter.

    The same paper may come out again: it is good once.

    Raises:
        VoucherNotFound: they have none of this id.
        VoucherOver: it was used, has run out, or is void.
    """
    row = await papers.own(asker, id_)
    benefit = (await papers.benefits_of([row]))[row["benefit"]]
    state = papers.state_of(row, benefit, now=imprint.at)
    if state not in _GOOD:
        raise errors.VoucherOver(state=state)
    return voucher(await _words(row, benefit, imprint))


async def _words(row: Row, benefit: Row, imprint: Imprint) -> VoucherWords:
    provider = await organisations.organisation(row["provider"])
    token = papers.token_of(row)
    closed = [_not_on(one) for one in blackouts_of(benefit)]
    return VoucherWords(
        category=_CATEGORIES[benefit["category"]],
        title=visible(benefit["title"]),
        provider=visible(provider.name),
        name=visible(papers.name_in(token)),
        code=spaced(row["code"]),
        token=token,
        # It runs out as that day ends.
        until=_day(_in_shanghai(row["expires_at"] - timedelta(seconds=1))),
        cost=_long(row["cost_minutes"]),
        terms="\n".join(filter(None, [visible(benefit["about"]), *closed])),
        phone=provider.phone,
        counter=imprint.counter,
        printed=_day(_in_shanghai(imprint.at)),
        demonstration=imprint.demonstration,
    )


def _not_on(one: Blackout) -> str:
    if one.since == one.until:
        return f"{_day(one.since)}不能用。"
    return f"{_day(one.since)}到{_day(one.until)}不能用。"


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    told = [f"{hours} 小时"] if hours else []
    return " ".join([*told, *([f"{rest} 分钟"] if rest else [])])


def _in_shanghai(moment: datetime) -> date:
    return moment.astimezone(SHANGHAI).date()


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
