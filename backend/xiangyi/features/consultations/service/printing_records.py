"""What stands on a meeting's record on paper."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from msgspec.structs import astuple

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.text import visible
from xiangyi.features.consultations.adapters.printing import (
    ItemWords,
    PaperLine,
    RecordSheetWords,
    SaidLine,
    record,
)
from xiangyi.features.consultations.rules.forms import FORMS_ZH
from xiangyi.features.consultations.rules.sayings import METHODS_ZH, PARTIES_ZH
from xiangyi.features.consultations.schemas.papers import PaperShown
from xiangyi.features.consultations.schemas.records import RecordItem, RecordPoll, RecordShown
from xiangyi.features.consultations.service import reading, records
from xiangyi.features.consultations.service.printing import Imprint
from xiangyi.features.consultations.service.reach import public_row
from xiangyi.features.consultations.service.wording import place_words
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit

#: A household behind one address, and a press that prints one at a time.
_PER_CALLER: Final = (Limit(60, 20), Limit(3_600, 200))
_UNSIGNED: Final = "不署名"
_USUAL: Final = ("同意", "不同意", "弃权")


async def record_sheet(
    asker: Asker | None, id_: UUID, *, caller: str, imprint: Imprint, now: datetime
) -> Sheet:
    """The record for whoever may read it, with its hash and how to check that.

    Raises:
        ConsultationNotFound: nobody has been told of such a meeting.
        RecordNotFound: it has no record that the asker may read.
        TooManyTries: hundreds within an hour.
    """
    told = await records.shown(asker, id_, now=now)
    row = await public_row(id_, now=now)
    await tallies.count("record sheet from", caller, _PER_CALLER, now=now)
    [card] = await reading.cards(None, [row])
    titles = {one.id: one.title for one in card.agenda}
    starts, ends = card.starts_at.astimezone(SHANGHAI), card.ends_at.astimezone(SHANGHAI)
    return record(
        RecordSheetWords(
            form=FORMS_ZH[card.form],
            title=visible(card.title),
            day=f"{_day(starts.date())} {starts:%H:%M}—{ends:%H:%M}",
            place="；".join(place_words(card.place.words, card.station_name)),
            organisation=card.organisation_name or card.division_name,
            chair=told.words.chair,
            recorder=told.words.recorder,
            attended=_attended(told),
            method=METHODS_ZH[told.method],
            items=[_item(one, titles[one.item], told.polls) for one in told.words.items],
            papers=[_paper(one, titles) for one in told.papers],
            annexes=[
                SaidLine(one.words, _day(one.made_at.astimezone(SHANGHAI).date()))
                for one in told.annexes
            ],
            state=_state(told),
            digest=_grouped(told.hash or ""),
            leaf=_grouped(told.seal.leaf if told.seal else ""),
            counter=imprint.counter,
            origin=imprint.origin,
            link=f"{imprint.origin}/consultations/{id_}",
            printed=_day(now.astimezone(SHANGHAI).date()),
            demonstration=imprint.demonstration,
        )
    )


def _item(one: RecordItem, title: str, polls: list[RecordPoll]) -> ItemWords:
    of_it = [poll for poll in polls if poll.item == one.item]
    return ItemWords(
        title=visible(title),
        statements=[SaidLine(said.words, said.by or _UNSIGNED) for said in one.statements],
        options=list(one.options),
        result=one.result,
        votes=_votes(one),
        # One that counted is told by its votes already.
        polls=[_poll(poll) for poll in of_it] if len(of_it) > 1 or _is_void(of_it) else [],
        dissent=one.dissent,
    )


def _paper(one: PaperShown, titles: dict[UUID, str]) -> PaperLine:
    about = [
        *([visible(titles[one.item])] if one.item in titles else []),
        f"{_day(one.added_at.astimezone(SHANGHAI).date())}附上",
        *(
            [f"{_day(one.withdrawn_at.astimezone(SHANGHAI).date())}撤下"]
            if one.withdrawn_at
            else []
        ),
    ]
    return PaperLine(visible(one.title), "，".join(about), _grouped(one.sha256))


def _votes(one: RecordItem) -> str:
    if one.votes:
        return _counted([], [one.votes.yes, one.votes.no, one.votes.abstain], one.paper)
    return _counted(one.options, one.counts, one.paper)


def _poll(poll: RecordPoll) -> str:
    why = f"；再投的原因：{visible(poll.why)}" if poll.why else ""
    said = f"第 {poll.turn} 次（{visible(poll.question)}{why}）："
    if poll.counts is None:
        return f"{said}投的人太少，作废，不公布票数"
    return said + _counted(poll.options, poll.counts, poll.paper)


def _is_void(polls: list[RecordPoll]) -> bool:
    return any(poll.void for poll in polls)


def _counted(options: list[str], counts: list[int], paper: int) -> str:
    """Each choice with its votes, and how many of them were given by hand."""
    lines = [
        f"{words} {votes}" + ("" if not options else " 票")
        for words, votes in zip(options or _USUAL, counts, strict=False)
    ]
    return "，".join([*lines, *([f"其中纸票、举手 {paper}"] if paper else [])])


def _attended(told: RecordShown) -> list[str]:
    lines = [
        f"{PARTIES_ZH[one.kind]} {one.people} 人" + (f"：{one.names}" if one.names else "")
        for one in told.words.attended
    ]
    lines += [
        f"请了{one.name or PARTIES_ZH[one.kind]}，没有签到"
        for one in told.parties
        if not one.people
    ]
    proven: list[Any] = [
        *([f"{told.present} 人扫码或输码签到"] if told.present else []),
        *([f"{told.on_paper} 人纸上签到"] if told.on_paper else []),
    ]
    return [*lines, *(["其中 " + "，".join(proven)] if proven else [])]


def _state(told: RecordShown) -> str:
    if told.sealed_at:
        sealed = f"{_day(told.sealed_at.astimezone(SHANGHAI).date())}封存，不能再改"
        return "。".join([sealed, *_put_right(told)])
    if told.correct_until:
        return f"还没封存，到场的人 {_day(told.correct_until)}前能要求更正"
    return "草稿"


def _put_right(told: RecordShown) -> list[str]:
    """How it came to be sealed as it is."""
    asked, taken, left = astuple(told.corrections)
    lines = [
        (told.rewritten, f"给到场的人看以后改过 {told.rewritten} 次"),
        (asked, f"到场的人要求更正 {asked} 处，改了 {taken} 处，没改 {left} 处"),
    ]
    return [line for many, line in lines if many]


def _grouped(text: str) -> str:
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
