"""Whether what somebody wrote of a benefit can be."""

from datetime import date
from typing import Final

from msgspec.structs import replace

from xiangyi.core.text import has_hidden, tidy
from xiangyi.features.benefits.errors import BenefitUnusable
from xiangyi.features.benefits.rules.terms import Blackout
from xiangyi.features.benefits.schemas import BenefitFacts
from xiangyi.features.divisions import service as tree
from xiangyi.features.organisations import service as organisations

#: Clear of the calendar's two ends.
_YEARS: Final = range(2000, 2100)
_OLDEST: Final = 120


async def checked(facts: BenefitFacts) -> BenefitFacts:
    """The same, tidied.

    Raises:
        BenefitUnusable: naming the field.
    """
    title, basis = _words(facts.title, "title"), _words(facts.basis, "basis")
    for field, text in (("title", title), ("basis", basis)):
        if not text:
            raise BenefitUnusable(field=field)
    lineage = (await tree.lineages([facts.division])).get(facts.division)
    if lineage is None or lineage[-1].valid_to is not None:
        raise BenefitUnusable(field="division")
    home = (await organisations.homes([facts.provider])).get(facts.provider)
    if home is None or home.closed:
        raise BenefitUnusable(field="provider")
    picture = facts.picture
    if picture:
        picture = replace(picture, words=_words(picture.words, "picture"))
        if not picture.words:
            raise BenefitUnusable(field="picture")
    wanted = facts.eligibility
    if (wanted.min_age or 0) > (_OLDEST if wanted.max_age is None else wanted.max_age):
        raise BenefitUnusable(field="eligibility")
    for one in facts.blackouts:
        _expect_days(one)
    return replace(
        facts,
        title=title,
        basis=basis,
        about=_words(facts.about, "about", lines=True),
        picture=picture,
        blackouts=sorted(facts.blackouts, key=_since),
    )


def _since(one: Blackout) -> date:
    return one.since


def _expect_days(one: Blackout) -> None:
    if one.since > one.until or one.since.year not in _YEARS or one.until.year not in _YEARS:
        raise BenefitUnusable(field="blackouts")


def _words(text: str, field: str, *, lines: bool = False) -> str:
    words = tidy(text.replace("\r\n", "\n"))
    if has_hidden(words.replace("\n", " ") if lines else words):
        raise BenefitUnusable(field=field)
    return words
