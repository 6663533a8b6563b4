"""What stands on a document, in words."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from msgspec import Struct

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.text import visible
from xiangyi.features.documents import errors
from xiangyi.features.documents.adapters.printing import (
    DocumentWords,
    ProofLine,
    ServedLine,
    document,
)
from xiangyi.features.documents.rules.issuing import spaced, title
from xiangyi.features.documents.rules.serving import PROOFS, PROOFS_ZH, summed
from xiangyi.features.documents.rules.words import BEHIND
from xiangyi.features.documents.schemas import Content
from xiangyi.features.documents.service.keeping import content_of, own


class Imprint(Struct, frozen=True):
    """Whose sheet it is: where people open the service, its number, and whether it is invented."""

    origin: str
    counter: str
    demonstration: bool


async def sheet(asker: Asker, id_: UUID, *, imprint: Imprint) -> tuple[str, Sheet]:
    """The number of one of the asker's documents, and the document as it was issued.

    Raises:
        DocumentNotFound: they have none of this id.
        DocumentRevoked: it holds no more.
    """
    row = await own(asker, id_)
    if row["revoked_at"] is not None:
        raise errors.DocumentRevoked
    return row["number"], document(_words(row, content_of(row), imprint))


def _words(row: dict[str, Any], content: Content, imprint: Imprint) -> DocumentWords:
    issued: datetime = row["issued_at"].astimezone(SHANGHAI)
    sums = summed(content.served)
    return DocumentWords(
        title=title(accepted=content.accepted),
        number=spaced(row["number"]),
        name=visible(content.name),
        id_number=content.id_number,
        issuer=visible(content.issuer),
        period=f"{_day(row['since_on'])}至{_day(row['until_on'])}",
        issued=f"{_day(issued.date())} {issued:%H:%M}",
        hours=content.hours,
        total=_long(sums.total),
        proofs=[
            ProofLine(PROOFS_ZH[proof], _long(minutes))
            for proof in PROOFS
            if (minutes := getattr(sums, proof))
        ],
        served=[
            ServedLine(
                day=one.day.isoformat(),
                title=visible(one.title),
                kind=one.kind,
                proof=PROOFS_ZH[one.proof],
                long=_long(one.minutes),
            )
            for one in content.served
        ],
        counter=imprint.counter,
        origin=imprint.origin,
        link=f"{imprint.origin}/check#{_code(content)}",
        demonstration=imprint.demonstration,
    )


def _code(content: Content) -> str:
    return content.token + (BEHIND + content.secret if content.secret else "")


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _long(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    told = [f"{hours} 小时"] if hours else []
    return " ".join([*told, *([f"{rest} 分钟"] if rest or not hours else [])])
