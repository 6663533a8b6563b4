"""Statements over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response, Router, get, put
from litestar.params import FromPath, JSONBody, PathParameter, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of
from xiangyi.core.printing import Printer
from xiangyi.core.problems import refusals
from xiangyi.core.threads import aside
from xiangyi.features.audit.errors import WhyMissing, WhyUnusable
from xiangyi.features.identity.errors import OwnHandsOnly
from xiangyi.features.organisations.errors import OrganisationNotFound
from xiangyi.features.reconciliation import errors
from xiangyi.features.reconciliation.schemas import (
    StatementAnswerSaid,
    StatementDesk,
    StatementDisputeSaid,
    StatementDisputeShown,
    StatementShown,
)
from xiangyi.features.reconciliation.service import answering, desk, disputing, files, statements
from xiangyi.features.volunteering.errors.hours import NotSecondPerson

_STATEMENT = "/desk/organisations/{organisation_id:uuid}/statements/{month:str}"
_Month = Annotated[str, PathParameter(max_length=7, description="as in 2026-11, of Shanghai")]
_REFUSED = (SignInNeeded, RoleMissing, OrganisationNotFound, errors.MonthUnusable)


@get(
    "/desk/statements",
    operation_id="getStatementDesk",
    tags=["reconciliation"],
    responses=refusals(SignInNeeded),
)
async def get_statement_desk(request: Request[Any, Any, Any]) -> StatementDesk:
    """Of which providers one sees statements, and which of their lines are disputed."""
    return await desk.desk(asker_of(request))


@get(
    _STATEMENT,
    operation_id="getStatement",
    tags=["reconciliation"],
    responses=refusals(*_REFUSED),
)
async def get_statement(
    request: Request[Any, Any, Any],
    organisation_id: FromPath[UUID],
    month: _Month,
    skip: Annotated[
        int, QueryParameter(ge=0, le=10_000_000, description="the `next` of the page before")
    ] = 0,
) -> StatementShown:
    """What a provider honoured in a month: sums of all of it, and a page of its lines."""
    now = request.app.state.clock()
    return await statements.page(asker_of(request), organisation_id, month, skip, now=now)


@get(
    f"{_STATEMENT}/statement.csv",
    operation_id="exportStatementCsv",
    tags=["reconciliation"],
    media_type="text/csv",
    responses=refusals(*_REFUSED),
)
async def export_statement_csv(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], month: _Month
) -> Response[bytes]:
    """Every line of it as a table; it goes on record."""
    told = await _whole(request, organisation_id, month)
    return _file(await aside(files.csv, told), "text/csv; charset=utf-8", month, "csv")


@get(
    f"{_STATEMENT}/statement.xlsx",
    operation_id="exportStatementXlsx",
    tags=["reconciliation"],
    media_type=files.XLSX,
    responses=refusals(*_REFUSED),
)
async def export_statement_xlsx(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], month: _Month
) -> Response[bytes]:
    """The same as a workbook, in which minutes are numbers; it goes on record."""
    told = await _whole(request, organisation_id, month)
    return _file(await aside(files.xlsx, told), files.XLSX, month, "xlsx")


@get(
    f"{_STATEMENT}/statement.pdf",
    operation_id="printStatement",
    tags=["reconciliation"],
    media_type="application/pdf",
    responses=refusals(*_REFUSED),
)
async def print_statement(
    request: Request[Any, Any, Any], organisation_id: FromPath[UUID], month: _Month
) -> Response[bytes]:
    """The same on paper, A4; it goes on record."""
    state = request.app.state
    printer: Printer = state.printer
    told = await _whole(request, organisation_id, month)
    imprint = files.Imprint(state.clock(), state.phone, state.demonstration)
    content = await printer.print(files.sheet(told, imprint))
    return _file(content, "application/pdf", month, "pdf")


@put(
    "/statement-disputes/{dispute_id:uuid}",
    operation_id="disputeStatementLine",
    tags=["reconciliation"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, OwnHandsOnly, errors.StatementLineNotFound),
        *(errors.StatementLineFinal, errors.StatementLineDisputed),
        *(errors.StatementDisputeIdTaken, WhyMissing, WhyUnusable),
    ),
)
async def dispute_statement_line(
    request: Request[Any, Any, Any],
    dispute_id: FromPath[UUID],
    data: JSONBody[StatementDisputeSaid],
) -> StatementDisputeShown:
    """As one of the provider's people: this line is wrong, because …"""
    now = request.app.state.clock()
    return await disputing.dispute(asker_of(request), dispute_id, data, now=now)


@put(
    "/statement-disputes/{dispute_id:uuid}/answers/{answer_id:uuid}",
    operation_id="answerStatementDispute",
    tags=["reconciliation"],
    responses=refusals(
        *(SignInNeeded, RoleMissing, NotSecondPerson, OwnHandsOnly),
        *(errors.StatementDisputeNotFound, errors.StatementDisputeIdTaken),
        *(errors.StatementDisputeSettled, errors.StatementAnswerUnfit, errors.StatementLineFinal),
        *(WhyMissing, WhyUnusable),
    ),
)
async def answer_statement_dispute(
    request: Request[Any, Any, Any],
    dispute_id: FromPath[UUID],
    answer_id: FromPath[UUID],
    data: JSONBody[StatementAnswerSaid],
) -> StatementDisputeShown:
    """As the provider's division: it stays, is struck or counts; so once a second says the same."""
    now = request.app.state.clock()
    return await answering.answer(asker_of(request), dispute_id, answer_id, data, now=now)


async def _whole(request: Request[Any, Any, Any], provider: UUID, month: str) -> files.Whole:
    now = request.app.state.clock()
    return await statements.whole(asker_of(request), provider, month, now=now)


def _file(content: bytes, kind: str, month: str, ending: str) -> Response[bytes]:
    return Response(
        content,
        media_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="statement-{month}.{ending}"',
            "Cache-Control": "no-store",
        },
    )


ROUTER = Router(
    "/",
    route_handlers=[
        get_statement_desk,
        get_statement,
        export_statement_csv,
        export_statement_xlsx,
        print_statement,
        dispute_statement_line,
        answer_statement_dispute,
    ],
)
