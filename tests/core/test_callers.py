"""Where a request comes from, whatever it says of itself."""

import pytest
from litestar import Request

from xiangyi.core.callers import Callers, Site

PEER = "10.0.0.9"


def request(*headers: tuple[str, str], peer: str = PEER, scheme: str = "http"):
    raw = [(name.encode(), value.encode()) for name, value in headers]
    return Request({"type": "http", "client": (peer, 50_000), "scheme": scheme, "headers": raw})


def address(proxies: int, *told: str, peer: str = PEER) -> str:
    lines = [("x-forwarded-for", line) for line in told]
    return Callers("", proxies).address(request(*lines, peer=peer))


@pytest.mark.parametrize("told", [[], ["1.1.1.1"], ["1.1.1.1, 2.2.2.2"], ["1.1.1.1", "2.2.2.2"]])
def test_without_a_proxy_nobody_is_believed(told):
    assert address(0, *told) == PEER


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        ([], PEER),
        ([""], PEER),
        (["2.2.2.2"], "2.2.2.2"),
        (["1.1.1.1, 2.2.2.2"], "2.2.2.2"),
        (["1.1.1.1,,  ,2.2.2.2"], "2.2.2.2"),
        # A proxy that adds a line of its own, after the one that the caller sent.
        (["1.1.1.1", "2.2.2.2"], "2.2.2.2"),
        (["1.1.1.1, 3.3.3.3", "2.2.2.2"], "2.2.2.2"),
        (["9" * 4_000 + ", 2.2.2.2"], "2.2.2.2"),
    ],
)
def test_one_proxy_is_believed_for_the_last_address(told, whose):
    assert address(1, *told) == whose


@pytest.mark.parametrize(
    ("told", "whose"),
    [
        (["1.1.1.1, 2.2.2.2, 3.3.3.3"], "2.2.2.2"),
        (["1.1.1.1", "2.2.2.2, 3.3.3.3"], "2.2.2.2"),
        (["1.1.1.1", "2.2.2.2", "3.3.3.3"], "2.2.2.2"),
        (["3.3.3.3"], "3.3.3.3"),
    ],
)
def test_two_proxies_are_believed_for_the_last_but_one(told, whose):
    assert address(2, *told) == whose


@pytest.mark.parametrize(
    ("peer", "counted"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("203.0.113.7", "203.0.113.7"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_a_household_is_counted_as_one(peer, counted):
    assert address(0, peer=peer) == counted


@pytest.mark.parametrize(
    ("origin", "host", "told", "foreign"),
    [
        ("", "xiangyi.test", None, False),
        ("", "xiangyi.test", "http://xiangyi.test", False),
        ("", "xiangyi.test:80", "http://xiangyi.test", False),
        ("", "xiangyi.test", "https://xiangyi.test", True),
        ("", "xiangyi.test", "http://xiangyi.test:8080", True),
        ("", "xiangyi.test", "http://evil.xiangyi.test", True),
        ("", "xiangyi.test", "http://xiangyi.test.evil", True),
        ("", "xiangyi.test", "null", True),
        ("", "xiangyi.test", "", True),
        ("https://xiangyi.example", "10.0.0.1:8000", "https://xiangyi.example", False),
        ("https://XiangYi.example:443", "10.0.0.1:8000", "https://xiangyi.example", False),
        ("https://xiangyi.example", "xiangyi.evil", "http://xiangyi.evil", True),
        ("https://xiangyi.example", "xiangyi.example", "http://xiangyi.example", True),
    ],
)
def test_another_sites_page_is_foreign(origin, host, told, foreign):
    headers = [("host", host)] + ([("origin", told)] if told is not None else [])
    assert Callers(origin, 0).is_foreign(request(*headers)) is foreign


@pytest.mark.parametrize(
    ("told", "foreign"),
    [("cross-site", True), ("same-site", False), ("same-origin", False), ("none", False)],
)
def test_a_browser_that_says_where_a_request_comes_from_is_believed(told, foreign):
    asked = request(("host", "xiangyi.test"), ("sec-fetch-site", told))
    assert Callers("", 0).is_foreign(asked) is foreign


def test_a_passkey_holds_for_the_host_without_its_port():
    here = Callers("", 0).site(request(("host", "localhost:8000")))
    assert here == Site("http://localhost:8000", "localhost")
    behind = Callers("https://xiangyi.example:8443", 1).site(request(("host", "10.0.0.1")))
    assert behind == Site("https://xiangyi.example:8443", "xiangyi.example")


@pytest.mark.parametrize("host", ["", "[", "[::1", ":8000", "a]b"])
def test_a_request_that_names_no_host_breaks_nothing(host):
    asked = request(("host", host), ("origin", "https://xiangyi.example"))
    assert Callers("", 0).is_foreign(asked)
    assert not Callers("", 0).is_secure(asked)
    assert Callers("", 0).site(asked).host == ""
    named = Callers("https://xiangyi.example", 0)
    assert named.site(asked) == Site("https://xiangyi.example", "xiangyi.example")
