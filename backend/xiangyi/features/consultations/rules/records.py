"""What a record says, by its form; and what of it is hashed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

#: How a decision is come to with counts of those for and against.
VOTING: Final = frozenset({"open_vote", "secret_vote"})
#: How a record says that nobody thought otherwise.
_NONE: Final = frozenset({"", "无", "没有", "无不同意见", "没有不同意见"})
#: By which rule of its form a record must have what it lacks; without one, as every record does.
_RULES: Final[Mapping[str, str]] = {
    "quorum": "quorum",
    "statements": "statements",
    "dissent": "dissent",
    "not_agreed": "method",
    "votes": "method",
    "many_votes": "method",
}


def rule_of(what: str, form: str) -> str:
    return f"{form}_{_RULES[what]}" if what in _RULES else "every_record"


def lacks(
    words: Mapping[str, Any], method: str, record: list[str], quorum: int, there: int
) -> Iterator[tuple[str, Any]]:
    """What is missing, by what and of which item; so many signed in, or on paper.

    How many came by whom is told as it was counted, and proves nobody's being there.
    """
    for name in ("chair", "recorder"):
        if not words[name]:
            yield name, None
    if there < quorum and any(one["decided"] for one in words["items"]):
        yield "quorum", None
    for one in words["items"]:
        for what in _of_item(one, method, record, there):
            yield what, one["item"]


def _of_item(one: Mapping[str, Any], method: str, record: list[str], there: int) -> Iterator[str]:
    if not one["result"]:
        yield "result"
    for name in record:
        if not one[name] and (name == "statements" or one["decided"]):
            yield name
    if one["decided"] and method == "consensus" and not _is_none(one["dissent"]):
        yield "not_agreed"
    votes = [*one["votes"].values()] if one["votes"] else one["counts"]
    if one["decided"] and method in VOTING and not votes:
        yield "votes"
    # Whoever voted in the app was there: by hand no more did than are left of those.
    if sum(votes) > there:
        yield "many_votes"


def _is_none(dissent: str) -> bool:
    """Whether nobody thought otherwise, as it is written where one must say so."""
    return dissent.strip(" 。.") in _NONE
