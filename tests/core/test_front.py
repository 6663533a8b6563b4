"""What a browser gets from our door: the right file, the right form, the right headers."""

import gzip
import re
from base64 import b64encode
from hashlib import sha256

import brotli
import pytest
from httpx import ASGITransport, AsyncClient
from tests.doors import no_picture

from xiangyi.app import state_of
from xiangyi.core.files import BuiltApp, Packs
from xiangyi.core.front import Front
from xiangyi.core.headers import security_headers
from xiangyi.core.problems import MEDIA_TYPE

THEME = b"document.documentElement.dataset.theme = 'dark'"
STYLE = b"body{margin:0}"
INDEX = (
    b"<!doctype html><style>"
    + STYLE
    + b"</style><script>"
    + THEME
    + b"</script><script src=/assets/a.js></script>" * 20
)
SCRIPT = b"console.log('hello')\n" * 50
PACK = b'{"v":1,"id":["7K3M9Q2X"]}' * 40


@pytest.fixture
def built(tmp_path):
    folder = tmp_path / "app"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_bytes(INDEX)
    (folder / "assets" / "a.Bx3.js").write_bytes(SCRIPT)
    (folder / "manifest.webmanifest").write_bytes(b"{}")
    (folder / ".built-from").write_bytes(b"secret of the builder")
    (tmp_path / "outside.json").write_bytes(b'"outside"')
    return folder


@pytest.fixture
def packs(settings):
    settings.packs_dir.mkdir()
    (settings.packs_dir / "430100000000.slow.abc.json").write_bytes(PACK)
    (settings.packs_dir / "index.json").write_bytes(b'{"v":1}')
    return settings.packs_dir


@pytest.fixture
async def browser(routes, settings, built, packs):
    common = security_headers(INDEX)
    routes.state = state_of(settings)
    front = Front(routes, BuiltApp(built, common), Packs(packs, common), no_picture, common)
    async with AsyncClient(transport=ASGITransport(front), base_url="http://x.test") as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/s/7K3M9Q2X", "/me/offline", "/search?q=wyl"])
async def test_a_path_without_an_ending_is_a_screen(browser, path):
    answer = await browser.get(path)
    assert answer.content == INDEX
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


async def test_what_is_named_by_its_content_is_kept_for_ever(browser):
    for path in ("/assets/a.Bx3.js", "/packs/430100000000.slow.abc.json"):
        answer = await browser.get(path)
        assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


async def test_files_say_what_they_are(browser):
    for path, kind in {
        "/assets/a.Bx3.js": "text/javascript; charset=utf-8",
        "/manifest.webmanifest": "application/manifest+json",
        "/packs/index.json": "application/json",
    }.items():
        assert (await browser.get(path)).headers["content-type"] == kind


@pytest.mark.parametrize(
    ("accepts", "form"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("gzip;q=0.0, identity", None),
        ("", None),
        ("brotli, xgzip2", None),
    ],
)
async def test_it_sends_the_smallest_form_that_is_wanted(browser, accepts, form):
    # httpx would unpack it for us, so the stream is read as it came.
    async with browser.stream(
        "GET", "/packs/430100000000.slow.abc.json", headers={"accept-encoding": accepts}
    ) as answer:
        body = b"".join([part async for part in answer.aiter_raw()])
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[form]
    assert answer.headers.get("content-encoding") == form
    assert answer.headers["vary"] == "accept-encoding"
    assert int(answer.headers["content-length"]) == len(body)
    assert unpack(body) == PACK


async def test_what_the_publisher_compressed_is_not_compressed_again(browser, packs):
    (packs / "later.slow.abc.json").write_bytes(PACK)
    (packs / "later.slow.abc.json.br").write_bytes(brotli.compress(b"beside"))
    answer = await browser.get("/packs/later.slow.abc.json", headers={"accept-encoding": "br"})
    assert answer.content == b"beside"


@pytest.mark.parametrize("path", ["/", "/packs/index.json", "/health", "/api/divisions"])
async def test_head_is_get_without_the_body(browser, db, path):
    whole, head = await browser.get(path), await browser.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-length"] == whole.headers["content-length"]


@pytest.mark.parametrize("path", ["/", "/packs/index.json", "/packs/430100000000.slow.abc.json"])
async def test_what_is_held_already_is_not_sent_again(browser, path):
    etag = (await browser.get(path)).headers["etag"]
    for held in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = await browser.get(path, headers={"if-none-match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    assert (await browser.get(path, headers={"if-none-match": '"other"'})).status_code == 200


async def test_a_new_index_is_seen_at_once(browser, packs):
    before = await browser.get("/packs/index.json")
    (packs / "new").write_bytes(b'{"v":1,"demo":true}')
    (packs / "new").replace(packs / "index.json")
    after = await browser.get(
        "/packs/index.json", headers={"if-none-match": before.headers["etag"]}
    )
    assert after.json() == {"v": 1, "demo": True}


REFUSED = {
    "/assets/none.js": (404, "not_found"),
    "/packs/none.json": (404, "not_found"),
    "/packs/": (404, "not_found"),
    "/packs": (404, "not_found"),
    "/api": (404, "not_found"),
    "/api/": (404, "not_found"),
    "/schema": (404, "not_found"),
    "/packs/..%2foutside.json": (404, "not_found"),
    "/packs/%2e%2e/outside.json": (404, "not_found"),
    "/packs/..%5coutside.json": (404, "not_found"),
    "/packs/%00.json": (404, "not_found"),
    "/packs/" + "a" * 4000 + ".json": (404, "not_found"),
    "/packs/430100000000.slow.abc.json.br": (404, "not_found"),
    "/assets/../../outside.json": (404, "not_found"),
    "/.built-from": (404, "not_found"),
    "/api/nothing": (404, "not_found"),
    "/schema/swagger": (404, "not_found"),
    "/?q=" + "x" * 60_000: (414, "query_too_long"),
    "/api/divisions?q=" + "x" * 60_000: (414, "query_too_long"),
    "/packs/index.json?" + "x" * 60_000: (414, "query_too_long"),
}


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path[:40])
async def test_every_refusal_is_a_problem_with_a_code(browser, path):
    answer = await browser.get(path)
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == REFUSED[path]
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (problem["status"], problem["type"]) == (
        answer.status_code,
        f"/problems/{problem['code']}",
    )


@pytest.mark.parametrize("path", ["/", "/packs/index.json", "/api/divisions", "/health"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_a_method_that_does_nothing_here_is_refused(browser, path, method):
    answer = await browser.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")
    assert "GET" in answer.headers["allow"]


EVERY_KIND = [
    "/",
    "/assets/a.Bx3.js",
    "/packs/index.json",
    "/health",
    "/schema/openapi.json",
    *REFUSED,
]


@pytest.mark.parametrize("path", EVERY_KIND, ids=lambda path: path[:40])
async def test_the_security_headers_go_with_every_answer(browser, db, path):
    headers = (await browser.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["strict-transport-security"].startswith("max-age=")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    # Nothing from elsewhere: no host stands in any directive.
    assert not re.search(r"https?:|\*|\.\w", headers["content-security-policy"])


async def test_a_held_file_has_the_headers_too(browser):
    etag = (await browser.get("/")).headers["etag"]
    again = await browser.get("/", headers={"if-none-match": etag})
    assert "content-security-policy" in again.headers


@pytest.mark.parametrize(("kind", "inline"), [("script", THEME), ("style", STYLE)])
async def test_what_stands_in_the_page_itself_holds_and_nothing_else(browser, kind, inline):
    policy = (await browser.get("/")).headers["content-security-policy"]
    wanted = b64encode(sha256(inline).digest()).decode()
    assert re.search(rf"{kind}-src ([^;]*)", policy)[1] == f"'self' 'sha256-{wanted}'"
