"""The map's tiles come through us, so that the key stays here and no page asks elsewhere."""

import asyncio
from urllib.parse import parse_qs, urlsplit

import pytest

from xiangyi.settings import Settings, WrongSetting

PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
async def owner():
    """A tile owner on loopback: answers what `says` holds and remembers what it was asked."""
    asked: list[str] = []
    says = {"head": b"HTTP/1.1 200 OK\r\nContent-Type: image/png", "body": PNG}

    async def answer(reader, writer):
        asked.append((await reader.readuntil(b"\r\n")).split()[1].decode())
        length = b"\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % len(says["body"])
        writer.write(says["head"] + length + says["body"])
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    yield asked, says, f"http://127.0.0.1:{port}"
    server.close()
    await server.wait_closed()


@pytest.fixture
def settings(tmp_path, owner):
    return Settings.from_environment(
        {},
        data=str(tmp_path),
        tiles_key="secret1",
        tiles_attribution="天地图 GS(2024)0650号",
        tiles_origin=owner[2],
    )


async def test_it_hands_on_a_tile_and_keeps_the_key(api, owner):
    answer = await api.get("/api/tiles/vec/15/26674/13719")
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    assert "secret1" not in str(answer.headers)
    asked = parse_qs(urlsplit(owner[0][0]).query)
    assert (asked["TILECOL"], asked["TILEROW"], asked["tk"]) == (["26674"], ["13719"], ["secret1"])


async def test_the_document_tells_of_a_picture(api):
    document = (await api.get("/schema/openapi.json")).json()
    operation = document["paths"]["/api/tiles/{layer}/{zoom}/{column}/{row}"]["get"]
    assert list(operation["responses"]["200"]["content"]) == ["image/*"]


@pytest.mark.parametrize(
    "path", ["img/15/1/1", "vec/2/1/1", "vec/19/1/1", "vec/4/16/1", "vec/999999999999/1/1"]
)
async def test_it_asks_for_no_tile_that_cannot_be(api, owner, path):
    answer = await api.get(f"/api/tiles/{path}")
    assert (answer.status_code, answer.json()["code"]) == (404, "tile_unknown")
    assert owner[0] == []


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/", b""),
        (b"HTTP/1.1 403 Forbidden\r\nContent-Type: application/json", b"{}"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html", b"<script>1</script>"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: image/png", bytes(600_000)),
    ],
)
async def test_what_is_no_picture_is_not_handed_on(api, owner, head, body):
    owner[1].update(head=head, body=body)
    answer = await api.get("/api/tiles/cva/15/26674/13719")
    assert (answer.status_code, answer.json()["code"]) == (503, "tiles_away")


def test_a_key_without_the_owners_mark_is_refused():
    with pytest.raises(WrongSetting, match="XIANGYI_TILES_ATTRIBUTION"):
        Settings.from_environment({"XIANGYI_TILES_KEY": "abc"})
