"""The index over pairs of characters finds exactly what reading every text would."""

from hypothesis import example, given
from hypothesis import strategies as st

from xiangyi.core.text_index import TextIndex

# Few letters, so that they meet; one of them lies beyond the basic plane.
letters = st.text("ab\n区𬒗", max_size=8)


def found(index, wanted, first=0):
    return [int(number) for group in index.containing(wanted, first) for number in group]


def read(texts, wanted, first=0):
    return [number for number, text in enumerate(texts) if number >= first and wanted in text]


@given(
    st.lists(letters, max_size=30), st.text("abc\n区𬒗", min_size=1, max_size=5), st.integers(0, 30)
)
@example(["ab", "a", "b"], "ab", 0)  # not across the border of two texts
@example(["aa", "", "aaa"], "aaa", 1)
def test_it_finds_what_reading_would(texts, wanted, first):
    index = TextIndex(texts)
    first = min(first, len(texts))
    assert found(index, wanted, first) == read(texts, wanted, first)
    assert index.at_most(wanted) >= len(read(texts, wanted))
    for number, text in enumerate(texts):
        assert index.contains(number, wanted) == (wanted in text)


def test_it_finds_each_once_among_thousands():
    texts = [f"区{number}区{number}区" if number % 3 else "街" for number in range(9000)]
    index = TextIndex(texts)
    for wanted in ("区", "区1", "99区", "8区8", "街"):
        assert found(index, wanted) == read(texts, wanted), wanted
    assert found(index, "区", 8990) == read(texts, "区", 8990)


def test_who_has_enough_does_not_wait_for_the_rest():
    index = TextIndex(["区"] * 100_000)
    assert len(next(index.containing("区"))) < 1000
