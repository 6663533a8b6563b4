"""Accounts one by one: a whole chain, no balance below zero, and the sum that the account says."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from xiangyi.core.db import run
from xiangyi.features.ledger.rules.lines import may_come
from xiangyi.features.ledger.service.verifying.entries import name_of
from xiangyi.features.ledger.service.verifying.pages import rows

Tell = Callable[[str], object]

_LINES = (
    "SELECT e.id, e.account, e.seq, e.minutes, e.kind, e.previous, e.hash, a.kind AS account_kind,"
    " a.seq AS last, a.head, a.balance FROM (SELECT * FROM ledger_entry WHERE seq IS NOT NULL"
    " AND (account, seq) > {after} ORDER BY account, seq {page}) e"
    " LEFT JOIN ledger_account a ON a.id = e.account ORDER BY e.account, e.seq"
)
_NOWHERE = UUID(int=0)
_UNNUMBERED = (
    "SELECT e.id, e.account, e.seq, e.minutes FROM ledger_entry e"
    " JOIN ledger_account a ON a.id = e.account WHERE (e.seq IS NULL) <> (a.kind = 'issue')"
)
_WITHOUT_LINES = (
    "SELECT a.id, a.seq, a.balance FROM ledger_account a"
    " WHERE (a.seq <> 0 OR a.balance <> 0 OR a.head IS NOT NULL) AND NOT EXISTS"
    " (SELECT 1 FROM ledger_entry e WHERE e.account = a.id AND e.seq IS NOT NULL)"
)
#: What each organisation's postings have issued of service, beside what is said of it.
_ISSUED = (
    "SELECT account, service_class, SUM(said) AS said, SUM(issued) AS issued FROM ("
    "SELECT account, service_class, minutes AS said, 0 AS issued FROM ledger_issued UNION ALL"
    " SELECT i.account, i.service_class, 0 AS said, e.minutes AS issued FROM ledger_entry e"
    " JOIN ledger_account a ON a.id = e.account AND a.kind = 'service'"
    " JOIN ledger_entry i ON i.posting = e.posting AND i.seq IS NULL"
    " WHERE e.service_class IS NOT NULL) AS told"
    " GROUP BY account, service_class HAVING SUM(said) <> SUM(issued)"
    " ORDER BY account, service_class"
)


class _Chain:
    """An account as far as it has been followed."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.account = row["account"]
        self._said = row["last"], _bytes(row["head"]), row["balance"]
        self._seq, self._head, self._balance = 0, b"", 0

    def add(self, row: dict[str, Any], tell: Tell) -> None:
        if row["seq"] != self._seq + 1:
            gone = f"line {self._seq + 1}" + (
                f" to {row['seq'] - 1}" if row["seq"] > self._seq + 2 else ""
            )
            tell(f"account {self.account} lacks {gone}: it has been removed")
        elif _bytes(row["previous"]) != self._head:
            tell(f"{name_of(row)} does not follow the line before it: one of them is another's")
        self._balance += row["minutes"]
        if self._balance < 0:
            tell(f"{name_of(row)} leaves {self._balance} minutes: less than nothing")
        kind = row["account_kind"]
        if kind != "issue" and not may_come(kind, row["kind"], row["minutes"]):
            tell(f"{name_of(row)} moves {kind} minutes as {row['kind']}, which never does so")
        self._seq, self._head = row["seq"], _bytes(row["hash"])

    def end(self, tell: Tell) -> None:
        lines, head, balance = self._said
        if balance != self._balance:
            tell(
                f"account {self.account} says that it has {balance} minutes, and its entries sum"
                f" to {self._balance}"
            )
        if lines != self._seq:
            tell(f"account {self.account} says that it has {lines} lines, and has {self._seq}")
        elif head != self._head:
            tell(f"account {self.account} says that its last line is another than it is")


async def follow(tell: Tell) -> int:
    """Follow every volunteer's account, and answer how many have lines."""
    chain, chains = None, 0
    async for row in rows(_LINES, ["account", "seq"], [_NOWHERE, -1]):
        # Told of among the entries.
        if row["account_kind"] is None:
            continue
        if chain is None or chain.account != row["account"]:
            if chain:
                chain.end(tell)
            chain, chains = _Chain(row), chains + 1
        chain.add(row, tell)
    if chain:
        chain.end(tell)
    for row in await run(_UNNUMBERED):
        tell(f"{name_of(row)} is numbered as its account is not")
    for row in await run(_WITHOUT_LINES):
        tell(
            f"account {row['id']} says that it has {row['seq']} lines and {row['balance']} minutes,"
            " and has no entries"
        )
    for row in await run(_ISSUED):
        tell(
            f"account {row['account']} says that it has issued {row['said']} minutes as"
            f" {row['service_class']}, and its postings sum to {row['issued']}"
        )
    return chains


def _bytes(value: Any) -> bytes:
    return b"" if value is None else bytes(value)
