"""Who may issue a document, what it is called, and its number."""

from typing import Final

from xiangyi.features.organisations.schemas import Kind

#: Order 67 of the Ministry of Civil Affairs (志愿服务记录与证明出具办法) names volunteer
#: organisations, charities, villagers' and residents' committees, public service institutions and
#: hosts of activities for the public good; offices and departments stand here as such hosts. A
#: company does not: whoever pays riders would certify what they did for it.
MAY_ISSUE: Final[frozenset[Kind]] = frozenset(
    {
        "volunteer_organisation",
        "association",
        "union",
        "committee",
        "hospital",
        "care_home",
        "scenic_spot",
        "bus_operator",
        "street_office",
        "department",
    }
)
NUMBER_LENGTH: Final = 10


def title(*, accepted: bool) -> str:
    """What stands above a document.

    Args:
        accepted: whether the national system had accepted every line of it when it was issued.
    """
    return "志愿服务记录证明" if accepted else "平台服务记录"


def spaced(number: str) -> str:
    """A number as people read it to one another."""
    return f"{number[:5]}-{number[5:]}"
