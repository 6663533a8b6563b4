"""A meeting's papers over HTTP: the file itself is the body."""

from typing import Annotated, Any, Final
from uuid import UUID

from litestar import Request, Response, delete, get, put
from litestar.openapi import ResponseSpec
from litestar.params import FromPath, FromQuery, QueryParameter

from xiangyi.core.asking import RoleMissing, SignInNeeded, asker_of, maybe_asker_of
from xiangyi.core.errors import Refusal
from xiangyi.core.problems import PUBLIC, refusals
from xiangyi.features.consultations import errors
from xiangyi.features.consultations.errors.papers import PaperDiffers, PapersFull, PaperUnusable
from xiangyi.features.consultations.schemas.papers import PapersDesk, Readers
from xiangyi.features.consultations.service import attaching, papers
from xiangyi.features.identity.errors import TooManyTries
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit
from xiangyi.features.media import errors as media
from xiangyi.features.media.service.papers import Papers

_MINE: Final[list[type[Refusal]]] = [SignInNeeded, RoleMissing, errors.ConsultationNotFound]
#: Several meetings' papers in an hour, each of which a child reads.
_PER_ACCOUNT: Final = (Limit(3_600, 100),)
_PDF: Final = "application/pdf"


@get(
    "/desk/consultations/{consultation_id:uuid}/papers",
    operation_id="listDeskPapers",
    tags=["consultations"],
    responses=refusals(*_MINE),
)
async def list_desk_papers(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID]
) -> PapersDesk:
    """A meeting's papers as whoever works with them sees them, those that were taken off too."""
    return await papers.desk(asker_of(request), consultation_id)


@put(
    "/desk/consultations/{consultation_id:uuid}/papers/{paper_id:uuid}",
    operation_id="putPaper",
    tags=["consultations"],
    # Counted as it comes, by media.
    request_max_body_size=None,
    responses=refusals(
        *(*_MINE, PaperUnusable, PapersFull, PaperDiffers, TooManyTries, errors.RemarkDiffers),
        errors.NumberInWords,
        *(media.PaperTooLarge, media.PaperUnreadable, media.DarkroomBusy, media.UploadTooSlow),
    ),
)
async def put_paper(  # what is said of it
    request: Request[Any, Any, Any],
    consultation_id: FromPath[UUID],
    paper_id: FromPath[UUID],
    title: Annotated[str, QueryParameter(max_length=80)],
    item: FromQuery[UUID | None] = None,
    readers: FromQuery[Readers] = "everyone",
) -> PapersDesk:
    """Add a PDF of at most 10 MB, the body, to a meeting or to an item of its agenda.

    One that runs something, has files packed in or is locked is refused.
    """
    now, asker = request.app.state.clock(), asker_of(request)
    shelf: Papers = request.app.state.papers
    await tallies.count("paper by", str(asker.account), _PER_ACCOUNT, now=now)
    said = attaching.Paper(paper_id, title, item, readers)
    await attaching.attach(asker, consultation_id, said, request.stream(), shelf, now=now)
    return await papers.desk(asker, consultation_id)


@delete(
    "/desk/consultations/{consultation_id:uuid}/papers/{paper_id:uuid}",
    operation_id="withdrawPaper",
    tags=["consultations"],
    status_code=200,
    responses=refusals(*_MINE, media.PaperNotFound, errors.RemarkDiffers),
)
async def withdraw_paper(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], paper_id: FromPath[UUID]
) -> PapersDesk:
    """Take a paper off; its title stays, with when and by whom that was."""
    now, asker = request.app.state.clock(), asker_of(request)
    await attaching.withdraw(asker, consultation_id, paper_id, now=now)
    return await papers.desk(asker, consultation_id)


@get(
    "/consultations/{consultation_id:uuid}/papers/{paper_id:uuid}",
    operation_id="getPaper",
    tags=["consultations"],
    security=PUBLIC,
    media_type=_PDF,
    responses=refusals(errors.ConsultationNotFound, media.PaperNotFound)
    | {200: ResponseSpec(bytes, media_type=_PDF, generate_examples=False)},
)
async def get_paper(
    request: Request[Any, Any, Any], consultation_id: FromPath[UUID], paper_id: FromPath[UUID]
) -> Response[bytes]:
    """A paper as it came, for whoever may read it: a file to save, which no page of ours runs."""
    now = request.app.state.clock()
    digest = await papers.readable(maybe_asker_of(request), consultation_id, paper_id, now=now)
    shelf: Papers = request.app.state.papers
    return Response(
        await shelf.read(digest),
        media_type=_PDF,
        headers={
            "Content-Disposition": f'attachment; filename="{paper_id}.pdf"',
            "Cache-Control": "no-store",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )


HANDLERS: Final = [list_desk_papers, put_paper, withdraw_paper, get_paper]
