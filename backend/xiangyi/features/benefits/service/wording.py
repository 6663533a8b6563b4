"""What is said of a benefit in words of somebody's own, and where its changes lie."""

from typing import Final

from msgspec.structs import replace

from xiangyi.features.benefits import errors
from xiangyi.features.benefits.schemas import BenefitFacts
from xiangyi.features.benefits.tables import Benefit, BenefitRevision
from xiangyi.features.revising.service import History, Text

#: A benefit has a title, and a basis.
_GONE: Final = "—"


def texts_of(facts: BenefitFacts) -> set[Text]:
    said = {"title": facts.title, "about": facts.about, "basis": facts.basis}
    said["picture"] = facts.picture.words if facts.picture else ""
    return {(name, text) for name, text in said.items() if text}


def without(gone: set[Text], facts: BenefitFacts) -> BenefitFacts:
    out = {name for name, _ in gone & texts_of(facts)}
    return replace(
        facts,
        title=_GONE if "title" in out else facts.title,
        about="" if "about" in out else facts.about,
        basis=_GONE if "basis" in out else facts.basis,
        # No picture without words.
        picture=None if "picture" in out else facts.picture,
    )


HISTORY: Final = History(
    table=Benefit,
    revisions=BenefitRevision,
    subject="benefit",
    facts=BenefitFacts,
    texts_of=texts_of,
    without=without,
    meanwhile=errors.BenefitChangedMeanwhile,
)
