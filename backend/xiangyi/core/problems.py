"""Every error the API gives, in one shape: an RFC 9457 problem with a code.

The app shows the sentence it keeps under `code`, with `facts` in the blanks.
Nothing else in a problem is meant for people.
"""

from collections import defaultdict
from http import HTTPStatus
from typing import Any

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi import ResponseSpec
from msgspec import Struct, field

from xiangyi.core.errors import Refusal, TooOften, Unauthenticated
from xiangyi.core.queries import parameters_of

MEDIA_TYPE = "application/problem+json"
#: What an operation says that anyone may call: an empty list would be dropped and the
#: bearer scheme inherited.
PUBLIC: list[dict[str, list[str]]] = [{}]
log = structlog.get_logger()


class Problem(Struct):
    """What a refusal looks like on the wire (RFC 9457, with `code` and `facts` of ours)."""

    type: str
    status: int
    code: str
    facts: dict[str, object] = field(default_factory=dict)


def refusals(
    *kinds: type[Refusal], answers: type[Struct] | None = None, no_path: bool = False
) -> dict[int, ResponseSpec]:
    """Tell OpenAPI which refusals a route can answer with.

    `answers` is what it answers otherwise, for a route that encodes the body itself. `no_path`:
    a UUID in its path that is none makes it a path that is not ours, and nothing else is missed.
    """
    codes: dict[int, list[str]] = defaultdict(list, {400: ["bad_request"], 414: ["query_too_long"]})
    if no_path:
        codes[404].append("not_found")
    for kind in kinds:
        codes[kind.status_code].append(kind.code)
    specs = {
        status: ResponseSpec(
            Problem, description=", ".join(names), generate_examples=False, media_type=MEDIA_TYPE
        )
        for status, names in codes.items()
    }
    if answers:
        specs[200] = ResponseSpec(answers, generate_examples=False)
        specs[304] = ResponseSpec(None, description="what If-None-Match names still holds")
    return specs


def problem(status: int, code: str, facts: dict[str, object] | None = None) -> Problem:
    named = {_camel(name): fact for name, fact in (facts or {}).items()}
    return Problem(type=f"/problems/{code}", status=status, code=code, facts=named)


def from_refusal(_: Request[Any, Any, Any], refusal: Refusal) -> Response[Problem]:
    return _answer(problem(refusal.status_code, refusal.code, refusal.facts), _headers(refusal))


def _headers(refusal: Refusal) -> dict[str, str] | None:
    """What HTTP itself wants said beside the problem (RFC 9110 §11.6.1, §10.2.3)."""
    if isinstance(refusal, Unauthenticated):
        return {"WWW-Authenticate": "Bearer"}
    if isinstance(refusal, TooOften):
        return {"Retry-After": str(refusal.facts["retry_after_s"])}
    return None


def from_http(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """Litestar's own refusals: a bad parameter, a wrong method, no such path."""
    code = HTTPStatus(error.status_code).name.lower()
    facts: dict[str, object] = {}
    if isinstance(error, ValidationException) and isinstance(error.extra, list):
        facts["fields"] = [
            {"name": _as_asked(request, fault.get("key", "")), "message": fault.get("message", "")}
            for fault in error.extra
        ]
    return _answer(problem(error.status_code, code, facts), error.headers)


def _as_asked(request: Request[Any, Any, Any], key: str) -> str:
    """The parameter's name in the query, where Litestar tells the one in our function."""
    if key in request.query_params:
        return key
    parameter = parameters_of(request.route_handler).get(key)
    return parameter.name if parameter else key


def from_crash(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Ours to fix: the log has the story, the caller gets the number."""
    log.error("crash", method=request.method, route=route_of(request.scope), exc_info=error)
    return _answer(problem(500, "internal_server_error"))


def route_of(scope: Any) -> str:
    """The route's pattern: a path or a query may carry what nobody should read in a log."""
    return str(scope.get("path_template") or "?")


def _answer(body: Problem, headers: dict[str, str] | None = None) -> Response[Problem]:
    return Response(body, status_code=body.status, media_type=MEDIA_TYPE, headers=headers)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


#: For Litestar's `exception_handlers`.
HANDLERS: dict[int | type[Exception], Any] = {
    Refusal: from_refusal,
    HTTPException: from_http,
    Exception: from_crash,
}
