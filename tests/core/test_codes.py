"""A code rolls each 30 seconds, as RFC 6238 says, and is nobody else's."""

import hmac
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xiangyi.core import codes, keys

SHIFT, OTHER = UUID(int=1), UUID(int=2)
#: RFC 6238, appendix B, SHA-256: at which second, and the last six of its eight digits.
PUBLISHED = [
    (59, "119246"),
    (1_111_111_109, "084774"),
    (1_111_111_111, "062674"),
    (1_234_567_890, "819424"),
    (2_000_000_000, "698825"),
    (20_000_000_000, "737706"),
]
PUBLISHED_KEY = b"12345678901234567890123456789012"


@pytest.fixture(autouse=True, scope="module")
def _keys():
    keys.use(keys.minted())


@pytest.mark.parametrize(("at", "told"), PUBLISHED)
def test_the_digits_are_those_of_the_rfc(at, told):
    step = codes.step_at(datetime.fromtimestamp(at, UTC))
    assert codes.digits(PUBLISHED_KEY, step) == told


def test_digits_and_token_come_of_one_hmac():
    """So that a phone that shows both needs to make but one."""
    key = codes.secret(SHIFT, 1, "in")
    whole = hmac.digest(key, (7).to_bytes(8, "big"), "sha256")
    at = whole[-1] & 15
    number = int.from_bytes(whole[at : at + 4], "big") & 0x7FFF_FFFF
    assert codes.digits(key, 7) == f"{number % 1_000_000:06}"
    assert codes.shown(SHIFT, 1, "in", 7).code == whole[:16]


@given(st.uuids(), st.sampled_from(["in", "out"]), st.integers(0, 2**31 - 1))
def test_a_token_says_what_it_is_for(subject, phase, step):
    token = codes.shown(subject, 1, phase, step)
    assert codes.read(token.text) == token
    assert codes.is_shown(token, 1)


def test_no_other_shift_phase_step_or_lead_shows_the_same():
    token = codes.shown(SHIFT, 1, "in", 7)
    for other in (
        codes.Token(OTHER, "in", 7, token.code),
        codes.Token(SHIFT, "out", 7, token.code),
        codes.Token(SHIFT, "in", 8, token.code),
        codes.Token(SHIFT, "in", 7, bytes(16)),
    ):
        assert not codes.is_shown(other, 1)
    assert not codes.is_shown(token, 2), "whoever led before shows none any more"


@pytest.mark.parametrize(
    "text", ["", "你好", "A" * 47, "A" * 49, "A" * 47 + "!", "A" * 47 + "\n", "A" * 46 + "=="]
)
def test_what_is_no_token_is_called_so(text):
    with pytest.raises(codes.NotAToken):
        codes.read(text)


@pytest.mark.parametrize(
    ("off", "found"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)]
)
def test_a_clock_may_be_one_step_off(off, found):
    key = codes.secret(SHIFT, 1, "in")
    assert (codes.step_of(codes.digits(key, 1_000 + off), key, 1_000) is not None) is found
