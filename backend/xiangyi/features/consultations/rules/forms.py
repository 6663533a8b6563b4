"""The five forms (Art 4), what each asks of whoever calls, and when a meeting had better not be.

A form's rules are numbers, so that a division sets each for itself, from a day on and by a letter:
`talk_notice_days`, `hearing_must_regulator`. Here is what they are until somebody does.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final, Literal, get_args
from zoneinfo import ZoneInfo

from msgspec import Struct

Form = Literal["council", "hearing", "talk", "courtyard", "building"]
#: Who calls: a street office, a residents' committee, a department, a company for which riders
#: ride, or another organisation.
Caller = Literal["street", "committee", "department", "company", "other"]
#: Who sits at the table besides the people called (Art 4, 10); riders by whom they send.
PartyKind = Literal[
    "riders", "regulator", "platform", "courier", "property", "association", "street", "other"
]
#: How it comes to a decision: all agree, hands, papers, or it hears and whoever calls decides.
Method = Literal["consensus", "open_vote", "secret_vote", "hearing"]
#: What the record must say of each matter: what was said there, and who thought otherwise.
Held = Literal["statements", "dissent"]
Doubt = Literal["meal_peak", "night", "day_off", "soon", "long"]
_SHANGHAI: Final = ZoneInfo("Asia/Shanghai")
#: When riders ride (product.md S4), and when nobody sits in a meeting.
_MEALS: Final = ((time(11), time(13)), (time(17), time(19)))
_NIGHT_ENDS, _NIGHT_BEGINS = time(7), time(22)
_SOON: Final = timedelta(days=2)
_LONG: Final = timedelta(hours=4)


def doubts(starts_at: datetime, ends_at: datetime, *, now: datetime, day_off: bool) -> list[Doubt]:
    """What a convener should think of again before calling people then."""
    starts, ends = starts_at.astimezone(_SHANGHAI), ends_at.astimezone(_SHANGHAI)
    found: list[Doubt] = []
    if any(_meets(starts, ends, begin, end) for begin, end in _MEALS):
        found.append("meal_peak")
    if starts.time() < _NIGHT_ENDS or ends.time() > _NIGHT_BEGINS or starts.date() != ends.date():
        found.append("night")
    if day_off:
        found.append("day_off")
    if starts_at - now < _SOON:
        found.append("soon")
    if ends_at - starts_at > _LONG:
        found.append("long")
    return found


def _meets(starts: datetime, ends: datetime, begin: time, end: time) -> bool:
    day = starts.date()
    return starts < datetime.combine(day, end, _SHANGHAI) and ends > datetime.combine(
        day, begin, _SHANGHAI
    )


#: What people call them.
FORMS_ZH: Final[dict[Form, str]] = {
    "council": "议事会",
    "hearing": "听证会",
    "talk": "恳谈会",
    "courtyard": "屋场会",
    "building": "楼栋会",
}

_CALLERS: Final[tuple[Caller, ...]] = get_args(Caller)
#: Nobody is talked with about their work by whom they ride for, whatever a division sets.
_NEVER: Final[Caller] = "company"
#: Those that a form may ask for.
_MUST: Final[tuple[PartyKind, ...]] = tuple(one for one in get_args(PartyKind) if one != "other")
_HELD: Final[tuple[Held, ...]] = get_args(Held)
_METHODS: Final[tuple[Method, ...]] = get_args(Method)


class _Ours(Struct, frozen=True):
    """What a form asks until a division sets it."""

    callers: tuple[Caller, ...]
    must: tuple[PartyKind, ...]
    notice_days: int
    quorum: int
    method: Method
    record: tuple[Held, ...]
    show_votes: bool = False


_OURS: Final[Mapping[Form, _Ours]] = {
    "council": _Ours(("street", "committee"), (), 3, 5, "open_vote", ("dissent",), show_votes=True),
    "hearing": _Ours(("street", "department"), ("regulator",), 3, 5, "hearing", _HELD),
    "talk": _Ours(tuple(one for one in _CALLERS if one != _NEVER), _MUST, 3, 3, "consensus", _HELD),
    "courtyard": _Ours(("street", "committee"), (), 1, 3, "consensus", ()),
    "building": _Ours(
        ("street", "committee"), (), 1, 3, "open_vote", ("dissent",), show_votes=True
    ),
}
#: So many of the riders' own have a seat in their talk.
_RIDER_SEATS: Final = 3
_FLAG: Final = (0, 1)
#: Of every form, what it is until a division sets it, and what it may be.
_EVERYWHERE: Final[Mapping[str, tuple[int, tuple[int, int]]]] = {
    "correction_days": (3, (1, 60)),
    "objection_days": (5, (1, 60)),
    "secret_least": (3, (2, 100)),
    "release_hours": (24, (0, 240)),
    "record_days": (10, (1, 250)),
    "answer_days": (5, (1, 60)),
}


def _numbers() -> tuple[dict[str, int], dict[str, tuple[int, int]]]:
    ours = {name: value for name, (value, _) in _EVERYWHERE.items()}
    bounds = {name: between for name, (_, between) in _EVERYWHERE.items()}

    def add(name: str, value: int, between: tuple[int, int]) -> None:
        ours[name], bounds[name] = value, between

    for form, one in _OURS.items():
        add(f"{form}_notice_days", one.notice_days, (0, 60))
        add(f"{form}_quorum", one.quorum, (1, 10_000))
        add(f"{form}_rider_seats", _RIDER_SEATS if form == "talk" else 0, (0, 100))
        add(f"{form}_method", _METHODS.index(one.method), (0, len(_METHODS) - 1))
        add(f"{form}_show_votes", int(one.show_votes), _FLAG)
        for held in _HELD:
            add(f"{form}_{held}", held in one.record, _FLAG)
        for caller in _CALLERS:
            add(f"{form}_by_{caller}", caller in one.callers, (0, int(caller != _NEVER)))
        for party in _MUST:
            add(f"{form}_must_{party}", party in one.must, _FLAG)
    return ours, bounds


OURS, BOUNDS = _numbers()


class FormRules(Struct, frozen=True, rename="camel", kw_only=True):
    """What a form asks, somewhere, as of a day.

    Attributes:
        callers: who may call it.
        must: who must be asked to the table; in a talk, where it is with riders.
        rider_seats: so many seats at least are the riders' own, where they must be asked.
        notice_days: so many working days before, people are told, or are told why not.
        quorum: so many people at least are there where something is decided.
        method: how it decides.
        record: what the record must say of each matter.
        show_votes: whether its convener is shown who voted what in an open vote.
        secret_least: of fewer secret votes, or of fewer in the app, no numbers are shown, and
            none counts.
        release_hours: so many hours before, seats kept for parties go to whoever waits.
        record_days: so many working days after it, its record is laid open.
        answer_days: within so many working days, whoever objects to it is answered.
        correction_days: so many working days, whoever was there may have the record put right.
        objection_days: so many after that, it may be objected to.
        bases: by which article or letter each number holds that a division around has set.
    """

    form: Form
    callers: list[Caller]
    must: list[PartyKind]
    rider_seats: int
    notice_days: int
    quorum: int
    method: Method
    record: list[Held]
    show_votes: bool
    secret_least: int
    release_hours: int
    record_days: int
    answer_days: int
    correction_days: int
    objection_days: int
    bases: dict[str, str]


def rules_of(form: Form, numbers: Mapping[str, int], bases: Mapping[str, str]) -> FormRules:
    """A form's rules of all numbers that hold in a place, and by which letters they do."""
    return FormRules(
        form=form,
        callers=[one for one in _CALLERS if numbers[f"{form}_by_{one}"]],
        must=[one for one in _MUST if numbers[f"{form}_must_{one}"]],
        rider_seats=numbers[f"{form}_rider_seats"],
        notice_days=numbers[f"{form}_notice_days"],
        quorum=numbers[f"{form}_quorum"],
        method=_METHODS[numbers[f"{form}_method"]],
        record=[one for one in _HELD if numbers[f"{form}_{one}"]],
        show_votes=bool(numbers[f"{form}_show_votes"]),
        secret_least=numbers["secret_least"],
        release_hours=numbers["release_hours"],
        record_days=numbers["record_days"],
        answer_days=numbers["answer_days"],
        correction_days=numbers["correction_days"],
        objection_days=numbers["objection_days"],
        bases={
            name: basis
            for name, basis in bases.items()
            if name.startswith(f"{form}_") or name in _EVERYWHERE
        },
    )
