"""Documents over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, post, put
from litestar.params import FromPath, JSONBody, PathParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.callers import Callers
from xiangyi.core.ids import IdUnusable, minted
from xiangyi.core.printing import Printer
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.core.text import END
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.documents import errors
from xiangyi.features.documents.schemas import (
    DocumentSaid,
    DocumentShown,
    IssuedDocuments,
    MyDocuments,
    RevokedAtDesk,
    RevokedNumbers,
    Revoking,
)
from xiangyi.features.documents.service import checking, issuing, keeping, printing, revoking
from xiangyi.features.identity.errors import OwnHandsOnly, TooManyTries
from xiangyi.features.organisations.errors import OrganisationNotFound

_Beginning = Annotated[
    str,
    PathParameter(
        pattern="^[0-9A-HJKMNP-TV-Z]{2}" + END, description="the first two letters of its number"
    ),
]
_Number = Annotated[str, PathParameter(max_length=20, description="as it stands on the document")]


@get(
    "/documents/revoked",
    operation_id="listRevokedDocuments",
    tags=["documents"],
    security=PUBLIC,
    responses=refusals(),
)
async def list_revoked_documents(request: Request[Any, Any, Any]) -> RevokedNumbers:
    """The numbers of documents that hold no more, signed, and the key to check documents with.

    Keep it: with it a document's token is checked without a network and without asking us.
    """
    return await revoking.list_revoked(now=request.app.state.clock())


@get(
    "/documents/issued/{beginning:str}",
    operation_id="listIssuedDocuments",
    tags=["documents"],
    security=PUBLIC,
    responses=refusals(),
)
async def list_issued_documents(beginning: _Beginning) -> IssuedDocuments:
    """Whether a document was ever issued, without saying which one is meant.

    A signature proves that whoever made a document has the key; only this list, that we issued it.
    """
    return await checking.issued(beginning)


@get(
    "/me/documents",
    operation_id="listMyDocuments",
    tags=["documents"],
    responses=refusals(SignInNeeded),
)
async def list_my_documents(request: Request[Any, Any, Any]) -> MyDocuments:
    """One's own documents, the latest first, and the organisations that can issue more."""
    return await keeping.mine(asker_of(request))


@put(
    "/documents/{document_id:uuid}",
    operation_id="issueDocument",
    tags=["documents"],
    responses=refusals(
        *(SignInNeeded, OwnHandsOnly, OrganisationNotFound, TooManyTries),
        *(errors.DocumentIdTaken, IdUnusable, errors.DocumentPeriodUnusable, errors.IssuerMayNot),
        *(errors.NothingServed, errors.HoursTooMany, errors.NameNeeded, errors.IdNumberNeeded),
    ),
)
async def issue_document(
    request: Request[Any, Any, Any], document_id: FromPath[UUID], data: JSONBody[DocumentSaid]
) -> DocumentShown:
    """Put down what the ledger says just now, under a number and a signature; free, at once."""
    now = request.app.state.clock()
    return await issuing.issue(asker_of(request), minted(document_id), data, now=now)


@get(
    "/documents/{document_id:uuid}/document.pdf",
    operation_id="printDocument",
    tags=["documents"],
    media_type="application/pdf",
    responses=refusals(SignInNeeded, errors.DocumentNotFound, errors.DocumentRevoked),
)
async def print_document(
    request: Request[Any, Any, Any], document_id: FromPath[UUID]
) -> Response[bytes]:
    """One's own document as PDF, A4, with a QR code by which anybody checks it."""
    state = request.app.state
    callers: Callers = state.callers
    printer: Printer = state.printer
    imprint = printing.Imprint(callers.origin_of(request), state.phone, state.demonstration)
    number, sheet = await printing.sheet(asker_of(request), document_id, imprint=imprint)
    return Response(
        await printer.print(sheet),
        media_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{number}.pdf"',
            "Cache-Control": "no-store",
        },
    )


@put(
    "/documents/{document_id:uuid}/revocation",
    operation_id="revokeMyDocument",
    tags=["documents"],
    responses=refusals(SignInNeeded, errors.DocumentNotFound),
)
async def revoke_my_document(
    request: Request[Any, Any, Any], document_id: FromPath[UUID]
) -> DocumentShown:
    """Let one's own document hold no more, for ever; the same again changes nothing."""
    now = request.app.state.clock()
    return await revoking.revoke_own(asker_of(request), document_id, now=now)


@post(
    "/desk/documents/{number:str}/revocation",
    operation_id="revokeDocument",
    tags=["documents"],
    status_code=200,
    responses=refusals(
        *(SignInNeeded, RoleMissing, errors.DocumentNotFound, errors.DocumentRevoked),
        *(WhyMissing, WhyUnusable),
    ),
)
async def revoke_document(
    request: Request[Any, Any, Any], number: _Number, data: JSONBody[Revoking]
) -> RevokedAtDesk:
    """As whoever answers for the issuer: let a document hold no more, and tell its person why."""
    now = request.app.state.clock()
    return await revoking.revoke_at_desk(asker_of(request), number, data.why, now=now)


ROUTER = Router(
    "/",
    route_handlers=[
        list_revoked_documents,
        list_issued_documents,
        list_my_documents,
        issue_document,
        print_document,
        revoke_my_document,
        revoke_document,
    ],
)
