"""However steps and answers come, a commitment is reopened once and ends where it says."""

from typing import get_args

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from xiangyi.features.commitments.rules.life import (
    COUNTED,
    ENDED,
    MOVES,
    OWED,
    Move,
    State,
    counted,
)


class Lives(RuleBasedStateMachine):
    """One commitment, moved by desks and rules in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.state: State = "promised"
        self.turn = 1
        self.reopened = self.reports = self.counts = self.ends = 0

    @rule(move=some.sampled_from(["report", "withdraw", "fall_due", "climb", "unheard"]))
    def step(self, move: Move) -> None:
        becomes = MOVES.get((self.state, move))
        if becomes:
            self.reports += move == "report"
            self.ends += becomes in ENDED
            self.state = becomes

    @rule(yes=some.integers(0, 5), no=some.integers(0, 5), percent=some.integers(1, 100))
    def count(self, yes: int, no: int, percent: int) -> None:
        """The rule's, once it was reported; after that, what those who were silent say late."""
        move = counted(yes, no, turn=self.turn, percent=percent)
        becomes = MOVES.get((self.state, move))
        late = self.state in COUNTED
        if becomes:
            self.counts += not late
            self.ends -= late
            self.reopened += move == "reopen"
            self.ends += becomes in ENDED
            self.turn += move in {"reopen", "supervise"}
            self.state = becomes

    @invariant()
    def it_is_reopened_once(self) -> None:
        assert self.reopened <= 1

    @invariant()
    def it_ends_once(self) -> None:
        assert self.ends == (self.state in ENDED)

    @invariant()
    def each_report_is_counted_once(self) -> None:
        assert self.reports - self.counts == (self.state == "done")

    @invariant()
    def it_is_supervised_only_after_it_was_reopened(self) -> None:
        if self.state == "supervised":
            assert self.reopened == 1


TestLives = Lives.TestCase


def test_every_state_is_reached_and_what_is_open_has_a_way_out():
    assert {*get_args(State)} == {"promised", *MOVES.values()}
    assert (
        {state for state, _ in MOVES}
        == {*get_args(State)} - {"withdrawn"}
        == {*OWED, "done", *COUNTED}
    )


def test_half_of_those_who_said_anything_is_not_solved():
    assert counted(1, 1, turn=1, percent=50) == "reopen"
    assert counted(2, 1, turn=1, percent=50) == "solve"
    assert counted(0, 1, turn=2, percent=50) == "supervise"
    assert counted(0, 0, turn=1, percent=50) == "leave_unanswered"
    assert counted(99, 1, turn=1, percent=1) == "reopen"
