"""document: whether a service record that somebody shows is one of ours and holds."""

from pathlib import Path

import click

from xiangyi.cli.data import on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import FAILED, Refused, settings_for

_FAULTS = {
    "no_token": "it is no code of a document",
    "too_long": "it is longer than any document's",
    "malformed": "it is not written as we write it",
    "algorithm": "it is signed by no algorithm that counts",
    "another_kind": "it is something else than a document",
    "another_key": "it is of another deployment",
    "signature": "its signature does not fit: it was altered, or never ours",
    "document_unknown": "its signature fits, but no such document was issued here",
    "revoked": "it has been revoked",
}


@click.command()
@click.argument("code")
@data_option
def document(code: str, data: Path | None) -> None:
    """Check a document by CODE, what its QR code says, and tell what it was issued for.

    What is kept of it is held against what was signed, and against the ledger's tree.

    Exit code 0: it holds; 1: it does not, and why.
    """

    async def check() -> str:
        from xiangyi.features.documents.rules.issuing import spaced, title
        from xiangyi.features.documents.rules.tokens import NotADocument, day_of
        from xiangyi.features.documents.service import checking, proving

        try:
            told = await checking.check(code)
        except NotADocument as error:
            raise Refused(
                f"This document does not hold: {_FAULTS[error.fault]}.", FAILED
            ) from error
        if fault := await proving.fault_of(told.n):
            raise Refused(f"This document does not hold: here it {fault}.", FAILED)
        since, until = map(day_of, told.d)
        served = f"at least {told.h} h" if told.m is None else f"{sum(told.m)} min"
        called = title(accepted=told.c == 1) if told.s else "its full name and title not signed"
        return f"{spaced(told.n)} holds: {called}, {told.p}, {served}, {since} to {until}."

    click.echo(on_database(settings_for(data), check))


COMMANDS = [document]
