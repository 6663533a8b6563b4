"""The few words by which cases are told apart, and what is made of people's own."""

import re
import unicodedata
from datetime import date, timedelta
from hashlib import sha256
from typing import Final, Literal, get_args
from uuid import UUID

Field = Literal[
    "lodging", "meals", "parking", "passage", "pay_rights", "safety", "facilities", "other"
]
FIELDS: Final[tuple[Field, ...]] = get_args(Field)
FIELDS_ZH: Final[dict[Field, str]] = {
    "lodging": "住宿",
    "meals": "餐食",
    "parking": "停车",
    "passage": "道路通行",
    "pay_rights": "劳动报酬权益",
    "safety": "安全",
    "facilities": "设施",
    "other": "其他",
}
Kind = Literal["consult", "help", "complaint", "report", "suggestion"]
#: Of a government's work or somebody's offence: what an authority answers itself (Art 12).
OF_AUTHORITIES: Final[tuple[Kind, ...]] = ("complaint", "report")
#: Where what does not belong here is taken: emergencies by their numbers, courts, petitions.
Channel = Literal["110", "119", "120", "122", "court", "petition", "12345"]
#: Organisations for which riders work, or through which.
EMPLOYERS: Final = ("platform_company", "courier_company")
#: Who sees to wages that others owe; whoever else is asked about wages may owe them.
_SEES_TO_WAGES: Final = ("street_office", "department", "union")

#: What people put between the digits of a number, and what hides there.
_BETWEEN: Final = r"\s?[-.·•・‧‐‑‒–—―−~/_()\u200b-\u200f\u2060\ufeff]?\s?"
_MOBILE: Final = re.compile(
    rf"(?<!\d)(?:\+|00)?(?:86{_BETWEEN})?1{_BETWEEN}[3-9](?:{_BETWEEN}\d){{9}}(?!\d)"
)
#: Digits as they are written out, 幺 as it is said on the telephone.
_WRITTEN: Final = str.maketrans("〇零一幺二两三四五六七八九", "0011223456789")
_HIDDEN: Final = "＊＊"
#: A receipt has the day on which its phone was without a network, if that was no longer ago.
_NUMBERED_BACK: Final = timedelta(days=14)
_EPOCH: Final = date(1970, 1, 1)
_UUIDV7: Final = 7
#: Before midnight in London it is eight hours later in Shanghai.
_SHANGHAI_S: Final = 8 * 3_600
_DAY_S: Final = 86_400


def number_of(id_: UUID, day: date, turn: int) -> str:
    """A receipt number that can be said on the telephone; where it is taken, the next turn's."""
    digits = int.from_bytes(sha256(id_.bytes + turn.to_bytes(2)).digest()[:8]) % 100_000
    return f"{day:%y%m%d}-{digits:05}"


def numbered_on(id_: UUID, today: date) -> date:
    """The day that is in a receipt number: that on which the phone minted the id (UUIDv7).

    So the phone says the same number before anything is sent. Today's, where the id does not say
    or its day is to come or long over: a phone whose clock is wrong, and ids made up at will.
    """
    if id_.version != _UUIDV7:
        return today
    minted = ((id_.int >> 80) // 1000 + _SHANGHAI_S) // _DAY_S
    ago = (today - _EPOCH).days - minted
    return today - timedelta(days=ago) if 0 <= ago <= _NUMBERED_BACK.days else today


def is_employer(kind: str, field: Field) -> bool:
    """Whether an organisation of a kind may be the employer of who raised such a case."""
    return kind in EMPLOYERS or (field == "pay_rights" and kind not in _SEES_TO_WAGES)


def likeness(one: str, other: str) -> float:
    """How much two texts have in common, from 0 to 1: the pairs of characters (Dice, 1945)."""
    ones, others = _pairs(one), _pairs(other)
    return 2 * len(ones & others) / (len(ones) + len(others)) if ones and others else 0.0


def without_person(words: str, *, name: str | None) -> str:
    """The words without the name of whoever wrote them, and without mobile numbers."""
    shown, end = "", 0
    for found in _MOBILE.finditer(_plain_digits(words)):
        shown, end = shown + words[end : found.start()] + _HIDDEN, found.end()
    shown += words[end:]
    return shown.replace(name, _HIDDEN) if name else shown


def has_mobile(words: str) -> bool:
    return bool(_MOBILE.search(_plain_digits(words)))


def _plain_digits(words: str) -> str:
    """The same with each digit as 0 to 9, however it is written: every character stays in place."""
    plain = (unicodedata.normalize("NFKC", one) for one in words)
    straight = (one if len(one) == 1 else was for one, was in zip(plain, words, strict=True))
    return "".join(straight).translate(_WRITTEN)


def _pairs(text: str) -> set[str]:
    plain = "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
    return {plain[at : at + 2] for at in range(len(plain) - 1)}
