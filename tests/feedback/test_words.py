"""What is kept of words: all that shows, and nothing that hides."""

import pytest

from xiangyi.features.feedback.rules import on_one_line, readable

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (f"谢谢 {FAMILY}", f"谢谢 {FAMILY}"),
        ("一\r\n\r\n二\u2028三", "一\n\n二\n三"),
        ("改\u202e过\u200b的\x07", "改过的"),
        ("e\u0301", "é"),
        ("一\t二  \n", "一 二"),
    ],
    ids=ascii,
)
def test_words_are_kept_as_they_show(written, kept):
    assert readable(written) == kept


def test_a_way_to_reach_somebody_takes_one_line():
    assert on_one_line(" 王师傅\n138 0000\t0126 ") == "王师傅 138 0000 0126"
