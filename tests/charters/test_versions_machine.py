"""However a compact is drafted, published and followed: what was published never changes.

Two people write, publish and delete, with what they have read or with what is stale, in any order
and at any time, by the services on a real database.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import strategies as some
from hypothesis.stateful import initialize, invariant, rule
from tests.consultations.makers import facts
from tests.machines import Played, new_phone, play
from tests.people import STREET

from xiangyi.core.asking import Asker, HeldRole, Scope
from xiangyi.core.db import run
from xiangyi.features.cases.schemas import Raising
from xiangyi.features.cases.schemas.concerns import Proposing
from xiangyi.features.cases.service import concerns, raising
from xiangyi.features.charters.schemas import Article, CharterSaid
from xiangyi.features.charters.service import forgetting, reading, writing
from xiangyi.features.charters.tables import Charter, CharterVersion
from xiangyi.features.consultations.schemas import ConsultationFacts, ConsultationSaid
from xiangyi.features.consultations.schemas.records import RecordItem, RecordWords
from xiangyi.features.consultations.service import convening
from xiangyi.features.consultations.tables import MeetingRecord
from xiangyi.features.identity.service import accounts
from xiangyi.features.notifications.service import expanding

_WHO = some.integers(0, 1)
_STALE = some.sampled_from([0, 0, 0, 1])


class Versions(Played):
    """A record that decided one of two items, both about what a rider asked for."""

    begins = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    async def begin(self) -> None:
        self.writers = [await self._account(HeldRole("convener", Scope("division", STREET)))]
        self.writers.append(await self._account(*self.writers[0].roles))
        self.rider, case, concern = await self._account(), uuid4(), uuid4()
        told = Raising(field="parking", words="没地方停车。", division=STREET)
        await raising.raise_case(self.rider, case, told, now=self.now)
        said = Proposing(title="停车", field="parking", division=STREET, cases=[case])
        await concerns.propose(self.writers[0], concern, said, now=self.now)
        self.meeting, self.decided, self.spoken = uuid4(), uuid4(), uuid4()
        items = [
            {"id": str(self.decided), "title": "车停哪儿", "concern": str(concern)},
            {"id": str(self.spoken), "title": "灯"},
        ]
        called = msgspec.convert(facts(parties=[], agenda=items), ConsultationFacts)
        await convening.put(
            self.writers[0], self.meeting, ConsultationSaid(called, 0), now=self.now
        )
        words = RecordWords(
            chair="周敏",
            recorder="小何",
            items=[
                RecordItem(item=self.decided, result="划车位。", decided=True),
                RecordItem(item=self.spoken, result="再说。", decided=False),
            ],
        )
        await MeetingRecord.insert(
            MeetingRecord(
                consultation=self.meeting,
                state="sealed",
                words=msgspec.json.encode(words).decode(),
                revision=1,
                written_by=self.writers[0].account,
            )
        )
        self.charter, self.version = uuid4(), uuid4()
        #: By its number, the row that was published and the name that it had.
        self.stands: dict[int, dict[str, Any]] = {}
        self.name: dict[str, Any] | None = None

    async def _account(self, *roles: HeldRole) -> Asker:
        account = await accounts.of_phone(new_phone(), now=self.now)
        return Asker(account=account, device=uuid4(), roles=roles)

    def rows(self) -> list[dict[str, Any]]:
        mine = CharterVersion.charter == self.charter
        return self.run(CharterVersion.select().where(mine).order_by(CharterVersion.number).run())

    def revision(self) -> int:
        return next((one["revision"] for one in self.rows() if one["id"] == self.version), 0)

    @rule(
        who=_WHO,
        stale=_STALE,
        days=some.sampled_from([0, 5, 20]),
        title=some.sampled_from(["停车公约", "停车公约", "别的"]),
        decided=some.sampled_from([True, True, True, False]),
        anew=some.sampled_from([False, False, True]),
        words=some.sampled_from("甲乙丙"),
    )
    def draft(self, who: int, stale: int, days: int, **how: Any) -> None:
        if how["anew"]:
            before, self.version = self.version, uuid4()
        said = CharterSaid(
            kind="compact",
            title=how["title"],
            consultation=self.meeting,
            item=self.decided if how["decided"] else self.spoken,
            since_on=self.now.date() + timedelta(days=days),
            articles=[Article(UUID(int=1), f"车停在{how['words']}处。")],
            based_on=max(0, self.revision() - stale),
        )
        work = writing.draft(self.writers[who], self.charter, self.version, said, now=self.now)
        if self.tried(work) is not None and how["anew"]:
            self.version = before

    @rule(who=_WHO, stale=_STALE)
    def publish(self, who: int, stale: int) -> None:
        was = {one["id"]: one for one in self.rows()}
        args = (self.writers[who], self.charter, self.version, self.revision() - stale)
        done = self.tried(writing.publish(*args, now=self.now)) is None
        if done and was[self.version]["state"] == "draft":
            [row] = [one for one in self.rows() if one["id"] == self.version]
            assert (stale, row["item"]) == (0, self.decided)
            assert row["written_by"] != self.writers[who].account
            assert row["since_on"] >= self.now.date()
            self.stands[row["number"]] = row
            named = self.run(Charter.select().where(Charter.id == self.charter).first().run())
            assert self.name in (None, named)
            self.name = named

    @rule(who=_WHO)
    def delete(self, who: int) -> None:
        self.tried(writing.delete(self.writers[who], self.charter, self.version, now=self.now))

    @rule(who=_WHO)
    def leave(self, who: int) -> None:
        """Somebody's account is erased, and their drafts with it."""
        self.run(forgetting.forget_of(self.writers[who].account))

    @rule(days=some.sampled_from([0, 1, 10, 30]))
    def clock(self, days: int) -> None:
        self.run(expanding.expand_due(now=self.now))
        self.now += timedelta(days=days)

    @initialize(days=some.sampled_from([1, 6, 25]))
    def first(self, days: int) -> None:
        self.go_on(who=0, days=5)
        self.clock(days=days)
        self.go_on(who=1, days=20)

    @rule(who=_WHO, days=some.sampled_from([5, 20]))
    def go_on(self, who: int, days: int) -> None:
        """Somebody writes the next one, and the other publishes it once they have read it."""
        usual = {"title": "停车公约", "decided": True, "words": "丁"}
        self.draft(who=who, stale=0, days=days, anew=True, **usual)
        for another, stale in ((who, 0), (1 - who, 1), (1 - who, 0)):
            self.publish(who=another, stale=stale)

    @invariant()
    def what_was_published_stays_and_each_follows_the_one_before(self) -> None:
        rows = self.rows()
        told = {one["number"]: one for one in rows if one["state"] == "published"}
        assert told == self.stands
        assert [*told] == [*range(1, len(told) + 1)]
        begins: list[date] = [one["since_on"] for one in told.values()]
        assert begins == sorted(set(begins))
        assert len(rows) - len(told) <= 1, "one draft at a time"
        if told:
            named = self.run(Charter.select().where(Charter.id == self.charter).first().run())
            assert named == self.name
            with pytest.raises(Exception, match="stays as it is"):
                self.run(run("UPDATE charter_version SET articles = '[]' WHERE number = 1"))

    @invariant()
    def everybody_reads_what_holds_today_and_who_asked_was_told_once_of_each(self) -> None:
        if self.stands:
            shown = self.run(reading.one(self.charter, now=self.now))
            begun = [
                number for number, one in self.stands.items() if one["since_on"] <= self.now.date()
            ]
            assert shown.card.number == (begun[-1] if begun else 1)
            read = [one.articles for one in shown.versions]
            kept = [msgspec.json.decode(one["articles"]) for one in self.stands.values()]
            assert read == [[article["words"] for article in one] for one in kept][::-1]
        self.run(expanding.expand_due(now=self.now))
        told = self.run(
            run(
                "SELECT notice.id FROM notice JOIN campaign ON campaign.id = notice.campaign"
                " WHERE campaign.kind = 'concern.chartered' AND notice.account = {}",
                self.rider.account,
            )
        )
        assert len(told) == len(self.stands)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_versions_follow_each_other_any_way(database_url, tmp_path):
    play(Versions, database_url, tmp_path, examples=5, steps=15)


@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
def test_versions_follow_each_other_any_way_on_postgresql(database_url, tmp_path):
    play(Versions, database_url, tmp_path, examples=3, steps=10)
