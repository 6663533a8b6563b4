"""What of a document is sealed in the ledger's tree, so that nobody rewrites it unseen."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

#: The first line of what is hashed; another one if what follows ever changes.
FORMAT: Final = "xiangyi-document/1"
#: What stays of a document when its person is erased.
_LASTING: Final = (
    *("id", "number", "token_hash", "organisation", "since_on", "until_on"),
    *("ledger_account", "seq", "hours"),
)
#: What goes with them, beside what stands on it.
_GOING: Final = ("account", "form", "issued_at")

Row = Mapping[str, Any]


def about(row: Row, content: str) -> str:
    """What is sealed under the document's own id: two hashes, of what stays and of the rest.

    The rest has the token in it, whose signature is random: nobody finds out by trying.
    """
    return f"{beginning(row)}/{of_words(row, content)}"


def beginning(row: Row) -> str:
    """The same without the rest, as it stands for documents of before 2026-11-27."""
    return f"service_document/{row['id']}/{_digest(row[one] for one in _LASTING)}"


def of_words(row: Row, content: str) -> str:
    return _digest([*(row[one] for one in _GOING), content])


def revocation_of(id_: UUID) -> UUID:
    """Under which it is sealed that a document was revoked."""
    return uuid5(id_, "revoked")


def about_revocation(id_: UUID) -> str:
    return f"service_document/{id_}/revoked"


def _digest(facts: Any) -> str:
    return sha256("\n".join([FORMAT, *map(_text, facts)]).encode()).hexdigest()


def _text(fact: Any) -> str:
    if fact is None:
        return ""
    if isinstance(fact, bytes | memoryview):
        return bytes(fact).hex()
    return str(int(fact.timestamp())) if hasattr(fact, "timestamp") else str(fact)
