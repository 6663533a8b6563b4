"""A partner's month: what its counters used, and what its people and the division say of it."""

from datetime import datetime
from uuid import uuid4

from tests.benefits.makers import ask
from tests.people import OFFICE, Person

from xiangyi.core.db import run


async def get(api, clock, who: Person, path: str):
    return await ask(api, clock, who, "GET", path)


def path_of(month: str, organisation: object = OFFICE) -> str:
    return f"desk/organisations/{organisation}/statements/{month}"


async def statement(api, clock, who: Person, month: str = "2026-11", **query: int) -> dict:
    more = "".join(f"?{name}={value}" for name, value in query.items())
    answer = await get(api, clock, who, path_of(month) + more)
    assert answer.status_code == 200, answer.text
    return answer.json()


def told(shown: dict) -> list[tuple[str, int, int]]:
    """Of each line its kind, uses and minutes, in the order in which they arrived."""
    return [(one["kind"], one["uses"], one["minutes"]) for one in shown["lines"]]


async def undone(api, clock, asks: Person, confirms: Person, use: object) -> None:
    path = f"counter/uses/{use}/undo"
    asked = await ask(api, clock, asks, "PUT", path, why="扫错了人")
    assert asked.status_code == 200, asked.text
    done = await ask(api, clock, confirms, "PUT", f"{path}/confirmation")
    assert done.status_code == 200, done.text


async def dispute(api, clock, who: Person, line: object, words="人没来", id_=None):
    path = f"statement-disputes/{id_ or uuid4()}"
    return await ask(api, clock, who, "PUT", path, line=str(line), words=words)


async def disputed(api, clock, who: Person, line: object) -> str:
    answer = await dispute(api, clock, who, line)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["id"])


async def answer_to(api, clock, who: Person, id_: str, what: str, why="查过监控", own=None):
    path = f"statement-disputes/{id_}/answers/{own or uuid4()}"
    return await ask(api, clock, who, "PUT", path, answer=what, why=why)


async def answered(api, clock, who: Person, id_: str, what: str) -> dict:
    answer = await answer_to(api, clock, who, id_, what)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def spent_in_ledger(*, used: bool) -> int:
    """Spent less returned by the ledger's own entries, for vouchers that are used, or are not."""
    is_used = "=" if used else "<>"
    [row] = await run(
        "SELECT COALESCE(SUM(e.minutes), 0) AS minutes FROM ledger_entry e"  # noqa: S608  # ours
        " JOIN ledger_holder h ON h.ledger_account = e.account AND h.organisation = {}"
        " JOIN ledger_opening o ON o.posting = e.posting"
        " JOIN voucher v ON 'voucher/' || CAST(v.id AS TEXT) = o.about"
        f" WHERE e.kind IN ('spent', 'returned') AND v.state {is_used} 'used'",
        OFFICE,
    )
    return int(str(row["minutes"]))


def at(*when: int) -> datetime:
    """An hour in Shanghai."""
    return datetime.fromisoformat("{:04}-{:02}-{:02}T{:02}:{:02}+08:00".format(*when))
