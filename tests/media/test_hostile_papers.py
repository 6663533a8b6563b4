"""PDFs that run something, hide something or want the server's memory: refused by a reason."""

import time
from collections.abc import AsyncIterator

import pytest
from tests.media import papers
from tests.media.papers import objects_in_stream, paper

from xiangyi.features.media.adapters.examining import MOST_OBJECTS
from xiangyi.features.media.errors import PaperTooLarge, PaperUnreadable
from xiangyi.features.media.service.papers import MOST_BYTES, Papers

HOSTILE = {
    "a web page": (lambda: b"<html>%PDF-1.7", "not_a_paper"),
    "nothing": (lambda: b"", "not_a_paper"),
    "half of one": (lambda: paper()[:200], "damaged"),
    "noise": (lambda: b"%PDF-1.7\n" + bytes(range(256)) * 400, "damaged"),
    "without pages": (papers.without_pages, "damaged"),
    "that goes round": (papers.that_goes_round, "damaged"),
    "lists in lists": (papers.nested, "damaged"),
    "a script": (papers.with_script, "active"),
    "a script that hides": (papers.with_hidden_script, "active"),
    "an address that is opened": (papers.that_calls_home, "active"),
    "an address behind a page": (papers.that_leads_on, "active"),
    "a program that is started": (papers.that_starts_something, "active"),
    "a file in it": (papers.with_file, "packed"),
    "a password": (papers.locked, "locked"),
    "a crowd": (lambda: papers.crowded(MOST_OBJECTS), "too_much"),
    "a bomb": (papers.bomb, "damaged"),
}


async def body(content: bytes) -> AsyncIterator[bytes]:
    yield content


@pytest.fixture(scope="module")
async def shelf(tmp_path_factory):
    kept = Papers(tmp_path_factory.mktemp("media"))
    yield kept
    await kept.close()


@pytest.mark.parametrize("name", HOSTILE)
async def test_it_is_refused_by_a_reason_soon_and_the_next_paper_is_taken(shelf, name):
    make, reason = HOSTILE[name]
    content = make()
    began = time.monotonic()
    with pytest.raises(PaperUnreadable) as refused:
        await shelf.take(body(content))
    assert refused.value.facts == {"reason": reason}
    assert time.monotonic() - began < 25
    kept = await shelf.take(body(paper()))
    assert await shelf.read(kept.digest) == paper()


async def test_what_an_office_writes_is_kept_as_it_came(shelf):
    for content in (paper(40), objects_in_stream(b"<</A 1>>", b"[1 2 3]")):
        kept = await shelf.take(body(content))
        assert (await shelf.read(kept.digest), kept.size) == (content, len(content))


async def test_one_that_is_too_large_is_not_read_to_its_end(shelf):
    read = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal read
        while True:
            read += 1_000_000
            yield bytes(1_000_000)

    with pytest.raises(PaperTooLarge):
        await shelf.take(endless())
    assert read <= MOST_BYTES + 2_000_000


async def test_one_that_takes_too_long_takes_nobody_elses_time(tmp_path):
    shelf = Papers(tmp_path, patience_s=0.001)
    with pytest.raises(PaperUnreadable) as refused:
        await shelf.take(body(paper()))
    assert refused.value.facts == {"reason": "too_long"}
    await shelf.close()
