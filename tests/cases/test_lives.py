"""However steps come, a case ends once, and none of a concern that is over still waits."""

from typing import get_args
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from xiangyi.core.clock import utc_now
from xiangyi.features.cases.rules.life import (
    CONCERN_MOVES,
    ENDED,
    GATHERING,
    MOVES,
    OF_ITS_CASES,
    OPEN,
    UNSOLVED,
    WAITING,
    ConcernMove,
    ConcernState,
    Move,
    State,
)
from xiangyi.features.cases.rules.words import has_mobile, likeness, number_of, without_person


class Lives(RuleBasedStateMachine):
    """A case and the concern that it may be in, moved by anybody in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.case: State = "raised"
        self.concern: ConcernState = "proposed"
        self.gathered = False
        self.answers = 0
        self.unsolved = 0
        self.ends = 0

    def take(self, move: Move) -> None:
        becomes = MOVES.get((self.case, move))
        if becomes is not None:
            self.answers += move == "answer"
            self.unsolved += move in UNSOLVED
            self.ends += (becomes in ENDED) - (self.case in ENDED)
            self.case = becomes

    @rule()
    def gather(self) -> None:
        if not self.gathered and self.concern in GATHERING and (self.case, "gather") in MOVES:
            self.gathered = True
            self.take("gather")

    @rule(move=some.sampled_from([one for one in get_args(Move) if one not in {"gather", "leave"}]))
    def step(self, move: Move) -> None:
        if move != "withdraw" or not self.gathered:
            self.take(move)

    @rule(move=some.sampled_from(get_args(ConcernMove)))
    def of_concern(self, move: ConcernMove) -> None:
        becomes = CONCERN_MOVES.get((self.concern, move))
        if becomes is None:
            return
        self.concern = becomes
        if move == "merge":
            # It is in another from now on, which was taking in.
            self.concern = "accepted"
        if move == "leave" and self.gathered and (self.case, move) in MOVES:
            self.take(move)
            self.gathered = False
        if self.gathered and (of_case := OF_ITS_CASES.get(move)):
            self.take(of_case)

    @invariant()
    def it_ends_once(self) -> None:
        assert self.ends == (self.case in ENDED)

    @invariant()
    def nobody_closes_what_was_not_answered(self) -> None:
        assert self.answers - self.unsolved == (self.case in {"answered", "closed"})

    @invariant()
    def none_of_a_concern_that_is_over_waits_but_what_it_did_not_solve(self) -> None:
        if self.gathered and self.concern not in GATHERING and not self.unsolved:
            assert self.case not in WAITING


TestLives = Lives.TestCase


def test_every_state_is_reached_and_each_that_is_open_has_a_way_out():
    assert {*get_args(State)} == {"raised", *MOVES.values()}
    # What a desk closed may be found unsolved.
    assert {state for state, _ in MOVES} == {*OPEN, "closed"}
    assert {move for (state, move) in MOVES if state == "closed"} == {*UNSOLVED}
    assert {*get_args(ConcernState)} == {"proposed", *CONCERN_MOVES.values()}


@given(some.text(), some.text())
def test_likeness_is_the_same_both_ways_and_whole_with_oneself(one, other):
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, one) in {0, 1}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("晚上电动车没地方停，老被贴单", "电动车晚上没地方停", True),
        ("电动车没地方停", "员工宿舍没有热水", False),
        ("保安不让外卖车进小区东门", "小区东门保安拦外卖车，不让进", True),
        ("商场后门充电柜常断电", "路口红绿灯太短，老人过不去", False),
        ("", "没地方停车", False),
    ],
)
def test_words_of_the_same_are_alike(one, other, alike):
    assert (likeness(one, other) >= 0.25) is alike


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("李小勇说的", "＊＊说的"),
        ("打13812340126", "打＊＊"),
        ("打138 1234 0126或138-1234-0126", "打＊＊或＊＊"),
        ("手机+8613812340126，晚上在", "手机＊＊，晚上在"),
        ("手机０１３、１３８１２３４０１２６", "手机０１３、＊＊"),
        ("打一三八幺二三四零一二六", "打＊＊"),
        ("订单 202611231381234012699 没结", "订单 202611231381234012699 没结"),
        ("14:30-16:00，7:30也行；2026-11-27", "14:30-16:00，7:30也行；2026-11-27"),
    ],
)
def test_a_company_reads_neither_the_name_nor_a_number(words, shown):
    assert without_person(words, name="李小勇") == shown


_DIGITS = ("0123456789", "０１２３４５６７８９", "⓪①②③④⑤⑥⑦⑧⑨", "〇一二三四五六七八九")


@settings(max_examples=60)
@given(
    number=some.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    before=some.sampled_from(["", "+86", "86", "0086", "+86 ", "86-", "+"]),
    between=some.lists(
        some.sampled_from(["", "", " ", "-", ".", "–", "—", "·", " - ", "\u3000", "\u200b"]),
        min_size=10,
        max_size=10,
    ),
    digits=some.sampled_from(_DIGITS),
)
def test_a_number_is_found_however_it_is_written(number, before, between, digits):
    written = before + "".join(
        digits[int(digit)] + gap for digit, gap in zip(number, [*between, ""], strict=True)
    )
    assert has_mobile(f"请打{written}，谢谢")
    assert without_person(f"请打{written}，谢谢", name=None) == "请打＊＊，谢谢"


def test_a_number_can_be_said_and_another_is_found_where_it_is_taken():
    id_, today = uuid4(), utc_now().date()
    numbers = {number_of(id_, today, turn) for turn in range(8)}
    assert len(numbers) >= 7
    assert {len(one) for one in numbers} == {12}
