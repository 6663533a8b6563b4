"""What somebody says: taken by its content, heard by whoever said it, and gone when unneeded."""

import os
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.media.voices import box, element, mp4, mp4_track, track, webm
from tests.people import signed_in

from xiangyi.core.db import run
from xiangyi.features.media.adapters.sounds import kind_of
from xiangyi.features.media.jobs import sweep_voices
from xiangyi.features.media.service.voices import MOST_BYTES

STRANGE = {
    "nothing": b"",
    "a web page": b"<html><script>alert(1)</script></html>",
    "noise": bytes(range(256)) * 4,
    "half a head": webm()[:20],
    "half an MP4": mp4()[:-9],
    "a web page behind it": mp4() + b"<html>",
    "a film": webm(track(kind=b"\x01", codec=b"V_VP8")),
    "a film with sound": webm(track(), track(2, b"\x01", b"V_VP8")),
    "another sound": webm(track(codec=b"A_PCM/INT/LIT")),
    "a Matroska file": webm(doctype=b"matroska"),
    "a file packed in": webm(more=element(0x1941A469, b"MZ")),
    "a long nothing": webm(more=b"\xec\x80" * 20_000),
    "a film as MP4": mp4(mp4_track(b"vide", b"avc1")),
    "a film with sound as MP4": mp4(mp4_track(), mp4_track(b"vide", b"avc1")),
    "an MP4 with a box of its own": mp4(more=box(b"uuid", b"<html>")),
    "a HEIC photo": box(b"ftyp", b"heic" + bytes(8)) + box(b"meta", bytes(40)),
    "an MP4 of no sound": box(b"ftyp", b"isom") + box(b"mdat", b"x" * 90),
}


@pytest.mark.parametrize("name", STRANGE)
def test_what_is_no_recording_of_sound_alone_is_none(name):
    assert kind_of(STRANGE[name]) is None


@pytest.mark.parametrize("whole", [webm(), mp4(), mp4(mp4_track(codec=b"Opus"))])
def test_however_it_is_cut_or_bent_the_look_at_it_ends(whole):
    assert kind_of(whole)
    for end in range(len(whole)):
        kind_of(whole[:end])
    for at in range(min(len(whole), 400)):
        kind_of(whole[:at] + os.urandom(4) + whole[at + 4 :])


async def send(api, person, content: bytes, id_=None):
    headers = person.headers if person else {}
    return await api.put(f"/api/voices/{id_ or uuid4()}", content=content, headers=headers)


@pytest.mark.parametrize(("content", "kind"), [(webm(), "audio/webm"), (mp4(), "audio/mp4")])
async def test_whoever_said_it_hears_it_as_it_came_and_nobody_else(api, clock, content, kind):
    person = await signed_in("13812340126", now=clock.now)
    other = await signed_in("13812340127", now=clock.now)
    id_ = uuid4()
    for _ in range(2):
        sent = await send(api, person, content, id_)
        assert (sent.status_code, sent.json()) == (200, {"id": str(id_)}), sent.text
    heard = await api.get(f"/api/voices/{id_}", headers=person.headers)
    assert (heard.status_code, heard.content) == (200, content)
    assert heard.headers["content-type"] == kind
    assert heard.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in heard.headers["content-security-policy"]
    assert heard.headers["cache-control"] == "private, no-store"
    assert (await api.get(f"/api/voices/{id_}", headers=other.headers)).status_code == 404
    assert (await api.get(f"/api/voices/{id_}")).status_code == 401
    [row] = await run("SELECT digest FROM voice")
    for name in (row["digest"], f"voices/{row['digest']}"):
        assert (await api.get(f"/media/{name}")).status_code == 404
    for sender in (person, other):
        differs = await send(api, sender, webm(), id_)
        assert (differs.status_code, differs.json()["code"]) == (409, "voice_differs")


async def test_what_is_too_much_or_no_sound_is_refused_by_name(api, clock):
    person = await signed_in("13812340126", now=clock.now)
    assert (await send(api, None, webm())).status_code == 401
    film = await send(api, person, STRANGE["a film"])
    assert (film.status_code, film.json()["code"]) == (422, "voice_unusable")
    long = await send(api, person, webm() + bytes(MOST_BYTES))
    assert (long.status_code, long.json()["code"]) == (413, "voice_too_large")
    assert long.json()["facts"] == {"mostBytes": MOST_BYTES, "mostMb": 1}
    assert await run("SELECT id FROM voice") == []


async def test_what_nobody_needs_goes_after_two_days_and_its_file_with_it(api, clock, settings):
    person = await signed_in("13812340126", now=clock.now)
    id_ = uuid4()
    await send(api, person, webm(), id_)
    [file] = (settings.media_dir / "voices").iterdir()
    os.utime(file, (0, 0))
    await sweep_voices(settings, clock.now + timedelta(days=1))
    assert file.exists()
    await sweep_voices(settings, clock.now + timedelta(days=2, hours=2))
    assert not file.exists()
    assert await run("SELECT id FROM voice") == []
