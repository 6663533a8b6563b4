"""The refresh cookie: no script can read it, and it goes to the paths of the session alone."""

from typing import Any, Final

from litestar import Request
from litestar.datastructures import Cookie

from xiangyi.core.callers import Callers

_NAME: Final = "xiangyi_refresh"
_PATH: Final = "/api/session"


def refresh_token(request: Request[Any, Any, Any]) -> str:
    """What came along; empty where nothing did."""
    return str(request.cookies.get(_NAME, ""))


def refresh_cookie(request: Request[Any, Any, Any], value: str, *, max_age: int) -> Cookie:
    """For so many seconds; over https only where people come over https."""
    callers: Callers = request.app.state.callers
    return Cookie(
        key=_NAME,
        value=value,
        path=_PATH,
        max_age=max_age,
        httponly=True,
        samesite="strict",
        secure=callers.is_secure(request),
    )
