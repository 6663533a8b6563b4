"""Whether pushes go where people's own push services are."""

from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings


def expect_true_push(settings: Settings) -> None:
    """Let nothing stand in for push services where people's own messages go.

    Whatever stands in may lie inside the operator's network, where nobody else may post to.

    Raises:
        CannotStart: something does, and nobody develops here.
    """
    if settings.push_test_origins and not settings.develops:
        raise CannotStart(
            "XIANGYI_PUSH_TEST_ORIGINS is for development (XIANGYI_SMS_CONSOLE) and"
            " demonstrations only; leave it out"
        )
