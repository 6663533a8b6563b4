"""What stands on a meeting's record on paper."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from xiangyi.core.asking import Asker
from xiangyi.core.clock import SHANGHAI
from xiangyi.core.printing import Sheet
from xiangyi.core.text import visible
from xiangyi.features.consultations.adapters.printing import (
    ItemWords,
    RecordSheetWords,
    SaidLine,
    record,
)
from xiangyi.features.consultations.rules.forms import FORMS_ZH
from xiangyi.features.consultations.rules.sayings import METHODS_ZH, PARTIES_ZH
from xiangyi.features.consultations.schemas.records import RecordItem, RecordShown, Votes
from xiangyi.features.consultations.service import reading, records
from xiangyi.features.consultations.service.printing import Imprint
from xiangyi.features.consultations.service.reach import public_row
from xiangyi.features.consultations.service.wording import place_words
from xiangyi.features.identity.service import tallies
from xiangyi.features.identity.service.tallies import Limit

#: A household behind one address, and a press that prints one at a time.
_PER_CALLER: Final = (Limit(60, 20), Limit(3_600, 200))
_UNSIGNED: Final = "不署名"


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
            items=[_item(one, titles[one.item]) for one in told.words.items],
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


def _item(one: RecordItem, title: str) -> ItemWords:
    return ItemWords(
        title=visible(title),
        statements=[SaidLine(said.words, said.by or _UNSIGNED) for said in one.statements],
        options=list(one.options),
        result=one.result,
        votes=_votes(one.votes) if one.votes else "",
        dissent=one.dissent,
    )


def _votes(votes: Votes) -> str:
    return f"同意 {votes.yes}，不同意 {votes.no}，弃权 {votes.abstain}"


def _attended(told: RecordShown) -> list[str]:
    lines = [
        f"{PARTIES_ZH[one.kind]} {one.people} 人" + (f"：{one.names}" if one.names else "")
        for one in told.words.attended
    ]
    proven: list[Any] = [
        *([f"{told.present} 人扫码或输码签到"] if told.present else []),
        *([f"{told.on_paper} 人纸上签到"] if told.on_paper else []),
    ]
    return [*lines, *(["其中 " + "，".join(proven)] if proven else [])]


def _state(told: RecordShown) -> str:
    if told.sealed_at:
        return f"{_day(told.sealed_at.astimezone(SHANGHAI).date())}封存，不能再改"
    if told.correct_until:
        return f"还没封存，到场的人 {_day(told.correct_until)}前能要求更正"
    return "草稿"


def _grouped(text: str) -> str:
    return " ".join(text[at : at + 8] for at in range(0, len(text), 8))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
