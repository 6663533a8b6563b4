"""The ways a call or a record is refused by the rules of its form, each naming the rule."""

from collections.abc import Mapping

from xiangyi.core.errors import Conflict


class AgainstForm:
    """Its form does not allow it; facts besides its own: `form`, `rule`, `letter`, `article`.

    The rule is one that a division may set, and the letter that by which one has; the article is
    that of the law where no letter says more.
    """

    def __init__(
        self, form: str, rule: str, bases: Mapping[str, str], *, article: int = 0, **facts: object
    ) -> None:
        named: dict[str, object] = {"form": form, "rule": rule}
        if rule in bases:
            named["letter"] = bases[rule]
        elif article:
            named["article"] = article
        super().__init__(**named, **facts)


class CallerNotOfForm(AgainstForm, Conflict):
    """Whoever calls may not call such a meeting; facts: `callers`."""

    code = "caller_not_of_form"


class PartiesMissing(AgainstForm, Conflict):
    """Somebody must be asked to the table who is not; facts: `parties`."""

    code = "parties_missing"


class PartiesUntold(AgainstForm, Conflict):
    """Somebody who must be asked is not told of it; facts: `parties`.

    That is, by an organisation of ours that hears of it, or by a name and a letter's day.
    """

    code = "parties_untold"


class RiderSeatsMissing(AgainstForm, Conflict):
    """Too few seats are the riders' own; facts: `seats`."""

    code = "rider_seats_missing"


class NoticeTooShort(AgainstForm, Conflict):
    """People would be told too late, and not why; facts: `days`, `earliest`."""

    code = "notice_too_short"
