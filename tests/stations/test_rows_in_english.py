"""What is said of a row, in the language of whoever reads it."""

import re

import pytest

from xiangyi.features.stations.rules.listing.in_english import ENGLISH, in_english, said_in_english
from xiangyi.features.stations.rules.listing.remarks import SENTENCES, remark, summed_up

CHINESE = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def test_every_remark_has_an_english_sentence():
    assert ENGLISH.keys() == SENTENCES.keys()


@pytest.mark.parametrize("code", SENTENCES)
def test_it_holds_the_facts_of_the_chinese_one_and_no_chinese(code):
    names = re.findall(r"\{(\w+)\}", SENTENCES[code])
    facts = {name: f"<{name}: one, (two).>" for name in names}
    said = in_english(code, remark("", code, **facts).message)
    assert said == ENGLISH[code].format(**facts)
    assert all(fact in said for fact in facts.values())
    assert not CHINESE.search(said)


def test_words_of_ours_among_the_facts_are_said_in_english_too():
    edited = remark("", "edited_here", fields="名称、开放时间、设施")
    coarse = remark("", "division_coarse", level="市州", to="芙蓉区", code="430102000000")
    gone = remark(
        "",
        "division_abolished",
        name="朝阳街街道",
        words="430102002000",
        on="2024-05-01",
        successor="，现在是文艺路街道（430102001000）",
    )
    said = said_in_english(summed_up(7, [edited, coarse, gone], name="文艺路驿站"))
    assert (said.line, said.name, said.code) == (7, "文艺路驿站", "division_abolished")
    assert said.message == (
        "朝阳街街道 (430102002000) was abolished on 2024-05-01;"
        " it now is 文艺路街道 (430102001000)."
    )
    assert "name, opening hours, amenities" in said.more[0].message
    assert "as far as the prefecture" in said.more[1].message


def test_a_sentence_of_an_older_version_stays_as_it_is():
    assert in_english("name_absent", "名称呢？") == "名称呢？"
    assert in_english("gone_code", "没了。") == "没了。"
