"""Whether this process is of use to anybody."""

from litestar import get
from msgspec import Struct

from xiangyi import __version__
from xiangyi.core import problems
from xiangyi.core.db import run
from xiangyi.core.errors import Unavailable


class DatabaseAway(Unavailable):
    code = "database_away"


class Health(Struct, rename="camel"):
    """That the process answers and reaches its database."""

    status: str
    version: str


@get(
    "/health",
    operation_id="health",
    tags=["running"],
    security=problems.PUBLIC,
    responses=problems.refusals(DatabaseAway),
)
async def health() -> Health:
    """Answer 200 while the database answers, 503 while it does not."""
    try:
        await run("SELECT 1 AS one")
    except Exception as error:
        raise DatabaseAway from error
    return Health(status="ok", version=__version__)
