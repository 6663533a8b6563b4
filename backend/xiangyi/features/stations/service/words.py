"""What a rider writes of a station and is answered: sealed, as either may name somebody."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from xiangyi.core.sealing import seal_some, unseal_some

#: As what they are sealed: a report's words for its key, an answer for its report.
REPORT: Final = "report_words"
ANSWER: Final = "report_answer"


def seal_report(text: str, key: UUID) -> bytes | None:
    return seal_some(text, owner=key, field=REPORT)


def seal_answer(text: str, report: int) -> bytes | None:
    return seal_some(text, owner=report, field=ANSWER)


def words_of(report: Mapping[str, Any]) -> str:
    """What its rider wrote, of a row of the table; "" where nothing, or once it is erased."""
    return unseal_some(report["words"], owner=report["key"], field=REPORT)


def answer_of(answer: Mapping[str, Any]) -> str:
    """The same of what the manager wrote."""
    return unseal_some(answer["answer"], owner=answer["report"], field=ANSWER)
