"""What is left of each shift once corrections are taken off it."""

from datetime import date
from uuid import UUID

from tests.people import OFFICE

from xiangyi.features.documents.rules.serving import Minutes, Posted, netted, summed

MORNING, EVENING = UUID(int=1), UUID(int=2)


def line(of: UUID, minutes: int, proof: str = "verified", **more: object) -> Posted:
    told = {"seq": 1, "organisation": OFFICE, "title": "扫楼道", "kind": "", "corrects": False}
    return Posted(
        line=of, of=of, day=date(2026, 11, of.int), minutes=minutes, proof=proof, **told | more
    )


def test_a_correction_beyond_its_own_class_goes_off_the_best_that_is_left_of_its_shift():
    """So that a record never says more than the ledger, whatever class a correction names."""
    lines = [
        line(EVENING, 60),
        line(MORNING, 120),
        line(MORNING, 45, "late"),
        line(MORNING, 20, "backfilled"),
        line(MORNING, -50, "backfilled"),
    ]
    told = netted(lines)
    assert [(one.day.day, one.proof, one.minutes) for one in told] == [
        (1, "verified", 90),
        (1, "late", 45),
        (2, "verified", 60),
    ]
    assert summed(told).total == sum(one.minutes for one in lines)


def test_a_shift_of_which_nothing_is_left_is_not_there():
    assert netted([line(MORNING, 60), line(MORNING, -60)]) == []


def test_only_what_scans_or_a_second_person_prove_makes_hours():
    assert Minutes(verified=100, confirmed=79, late=600, backfilled=600).proved_hours == 2
