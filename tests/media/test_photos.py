"""Photos that people send, and what is left of them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from PIL import Image
from tests.media import pictures
from tests.media.pictures import as_it_lies, door, looks_like_the_door, opened, saved
from tests.people import signed_in
from tests.stations.makers import NOW

from xiangyi.features.media import service
from xiangyi.features.media.adapters.darkroom import Darkroom
from xiangyi.features.media.errors import DarkroomBusy, PhotoUnreadable
from xiangyi.features.media.personal import PERSONAL
from xiangyi.features.media.service import Photos
from xiangyi.features.media.tables import Photo

#: It begins as a JPEG does, and has to be developed to be refused.
DAMAGED = b"\xff\xd8\xff\xe0 not a photo after all"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
async def test_a_photo_becomes_two_pictures(darkroom, kind):
    done = await darkroom.develop(saved(door(4000, 3000), kind))
    large, small = opened(done.large), opened(done.small)
    assert (large.format, large.size, small.format, small.size) == (
        "WEBP",
        (1280, 960),
        "WEBP",
        (320, 240),
    )
    assert (done.width, done.height) == (1280, 960)
    assert looks_like_the_door(large)
    assert looks_like_the_door(small)


@pytest.mark.parametrize(("kind", "seen"), [("JPEG", 5), ("PNG", 4), ("WEBP", 3), ("HEIF", 3)])
async def test_nothing_of_the_file_is_left_but_what_it_shows(darkroom, kind, seen):
    sent = pictures.with_everything(kind)
    assert sent.count(b"SECRET") == seen
    done = await darkroom.develop(sent)
    for picture in (done.large, done.small):
        assert b"SECRET" not in picture
        assert {name for name in (b"EXIF", b"XMP ", b"ICCP") if name in picture} == set()
        assert not opened(picture).getexif()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
async def test_a_photo_stands_upright_however_the_phone_was_held(darkroom, orientation, kind):
    """A HEIC is turned by what its own boxes say, once, and not by its EXIF again."""
    sent = pictures.turned(orientation, kind)
    assert orientation == 1 or not looks_like_the_door(as_it_lies(sent))
    done = await darkroom.develop(sent)
    assert (done.width, done.height) == (640, 480)
    assert looks_like_the_door(opened(done.large))
    assert looks_like_the_door(opened(done.small))


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("P", "PNG"), ("RGBA", "PNG"), ("RGBA", "WEBP"), ("RGBA", "HEIF")],
)
async def test_a_photo_in_other_colours_stands_upright_too(darkroom, mode, kind):
    done = await darkroom.develop(pictures.turned(6, kind, mode))
    assert looks_like_the_door(opened(done.large))


async def test_sixteen_bits_a_channel_show_what_eight_do(darkroom):
    done = await darkroom.develop(pictures.in_sixteen_bits())
    assert looks_like_the_door(opened(done.large))


async def test_colours_are_those_that_the_profile_means(darkroom):
    done = await darkroom.develop(pictures.in_other_colours())
    red, _, blue = opened(done.large).getpixel((100, 300))
    assert blue > 200
    assert red < 100


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("L", "JPEG"), ("CMYK", "JPEG"), ("I;16", "PNG"), ("P", "PNG"), ("1", "PNG"), ("LA", "PNG")],
)
async def test_every_way_of_writing_colours_is_read(darkroom, mode, kind):
    image = door().convert("L").point(lambda value: value * 256, "I") if mode == "I;16" else door()
    image = image.convert(mode)
    done = await darkroom.develop(saved(image, kind))
    corner, field = (opened(done.large).getpixel(at) for at in ((20, 20), (100, 300)))
    assert min(corner) > 230
    assert sum(field) < sum(corner) - 150


async def test_what_is_see_through_is_seen_on_white(darkroom):
    done = await darkroom.develop(saved(Image.new("RGBA", (64, 64), (0, 0, 0, 0)), "PNG"))
    assert min(opened(done.large).getpixel((32, 32))) > 250


@pytest.mark.parametrize(("kind", "frames"), [("WEBP", 3_000), ("HEIF", 200), ("PNG", 3_000)])
async def test_of_a_film_the_first_picture_is_taken(darkroom, kind, frames):
    done = await darkroom.develop(pictures.animated(kind, frames))
    assert (done.width, done.height) == (64, 64)
    assert opened(done.large).n_frames == 1


async def test_a_photo_that_takes_too_long_is_let_go_and_the_next_one_works():
    room = Darkroom(1, patience_s=0.0)
    with pytest.raises(PhotoUnreadable) as refused:
        await room.develop(saved(door(4000, 3000), "PNG"))
    assert refused.value.facts["reason"] == "too_long"
    room._patience_s = 10.0  # noqa: SLF001  # the same room, with patience now
    assert await room.develop(saved(door(), "JPEG"))
    await room.close()


async def test_too_many_at_once_are_told_to_come_again(monkeypatch, darkroom):
    monkeypatch.setattr("xiangyi.features.media.adapters.children.MOST_WAITING", 0)
    with pytest.raises(DarkroomBusy):
        await darkroom.develop(saved(door(), "JPEG"))


async def test_a_photo_that_was_sent_is_seen_by_its_sender_and_nobody_else(api):
    rider, another = [await signed_in(phone, now=NOW) for phone in ("13800000001", "13800000002")]
    id_, content = uuid4(), saved(door(), "JPEG")
    url = f"/api/photos/{id_}"
    sent = await api.put(url, content=content, headers=rider.headers)
    assert sent.status_code == 200, sent.text
    told = sent.json()
    assert told | {"digest": ""} == {"id": str(id_), "digest": "", "width": 640, "height": 480}
    for size in (1280, 320):
        seen = await api.get(f"/media/{told['digest']}.{size}.webp", headers=rider.headers)
        assert (seen.status_code, seen.json()["code"]) == (404, "not_found")
        own = await api.get(url, params={"small": size == 320}, headers=rider.headers)
        assert (own.status_code, own.headers["content-type"]) == (200, "image/webp")
        assert own.headers["cache-control"] == "private, no-store"
        assert opened(own.content).width == min(size, 640)
        assert looks_like_the_door(opened(own.content))
    refused = await api.get(url, headers=another.headers)
    assert (refused.status_code, refused.json()["code"]) == (404, "photo_not_found")
    assert (await api.get(url)).status_code == 401
    section, _ = await PERSONAL.export(rider.account)
    assert [row["picture"] for row in section.rows] == [url]


async def test_strangers_behind_ones_address_silence_neither_a_known_phone_nor_an_account(
    api, clock
):
    device = {"X-Device-Key": "a" * 22}
    met = (await api.post("/api/devices", headers=device)).json()["met"]
    clock.now += timedelta(days=1)
    refused = [await api.put(f"/api/photos/{uuid4()}", content=DAMAGED) for _ in range(61)]
    assert [one.status_code for one in refused[-2:]] == [422, 429]
    rider = await signed_in("13800000001", now=clock.now)
    path = f"/api/photos/{uuid4()}"
    sent = await api.put(path, content=saved(door(), "PNG"), headers=rider.headers)
    assert sent.status_code == 200
    known = device | {"X-Device-Met": met}
    answers = [
        await api.put(f"/api/photos/{uuid4()}", content=DAMAGED, headers=known) for _ in range(37)
    ]
    assert [one.status_code for one in answers] == [422] * 36 + [429]


@pytest.mark.parametrize("what", [b"", b"GIF89a no photo"])
async def test_what_is_no_photo_silences_whoever_sends_it_and_nobody_who_sends_photos(api, what):
    """Neither the rider who chose one bad file nor those behind the address of a flood."""
    refused = [await api.put(f"/api/photos/{uuid4()}", content=what) for _ in range(61)]
    assert [one.status_code for one in refused] == [422] * 60 + [429]
    sent = await api.put(f"/api/photos/{uuid4()}", content=saved(door(), "JPEG"))
    assert sent.status_code == 200


async def test_the_same_photo_may_be_sent_again(api):
    id_, content = uuid4(), saved(door(), "JPEG")
    told = (await api.put(f"/api/photos/{id_}", content=content)).json()
    again = await api.put(f"/api/photos/{id_}", content=content)
    assert again.json() == told
    other = await api.put(f"/api/photos/{id_}", content=saved(door(65, 65), "JPEG"))
    assert (other.status_code, other.json()["code"]) == (409, "photo_differs")


@pytest.mark.parametrize("name", ["x", "../xiangyi.sqlite", "0" * 32 + ".1280.webp", ""])
async def test_nothing_but_pictures_is_served(api, name):
    assert (await api.get(f"/media/{name}")).status_code == 404


async def test_ten_megabytes_are_the_most(api):
    refused = await api.put(f"/api/photos/{uuid4()}", content=DAMAGED.ljust(10_000_001))
    assert (refused.status_code, refused.json()["code"]) == (413, "photo_too_large")
    assert refused.json()["facts"] == {"mostBytes": 10_000_000, "mostMb": 10}


async def test_a_photo_that_nobody_keeps_goes_after_two_days(db, darkroom, tmp_path, clock):
    photos = Photos(tmp_path, darkroom)
    sent = (saved(door(), "JPEG"), saved(door(64, 64), "JPEG"), saved(door(), "JPEG"))
    kept, left, twin = [
        await photos.take(uuid4(), one(content), account=None, now=clock.now, charge=free)
        for content in sent
    ]
    assert kept.digest == twin.digest
    await service.keep(kept.id, now=clock.now)
    assert await service.sweep(tmp_path, now=clock.now + timedelta(days=1)) == 0
    assert await service.sweep(tmp_path, now=clock.now + timedelta(days=3)) == 2
    assert sorted(path.name for path in tmp_path.rglob("*.webp")) == [
        f"{kept.digest}.1280.webp",
        f"{kept.digest}.320.webp",
    ]
    assert left.digest != kept.digest


async def test_pictures_that_a_crash_left_behind_go_and_what_is_just_being_written_stays(
    db, darkroom, tmp_path
):
    photos, now = Photos(tmp_path, darkroom), datetime.now(UTC)
    content = saved(door(), "JPEG")
    there, forgotten = [
        await photos.take(uuid4(), one(sent), account=None, now=now, charge=free)
        for sent in (content, saved(door(64, 64), "JPEG"))
    ]
    await Photo.delete().where(Photo.id == forgotten.id)
    unfinished = tmp_path / "ab" / ".abcd.1280.webp.0123"
    unfinished.parent.mkdir(exist_ok=True)
    unfinished.touch()
    names = {there.digest, forgotten.digest, ""}
    for later, left in ((timedelta(), names), (timedelta(hours=2), {there.digest})):
        assert await service.sweep(tmp_path, now=now + later) == 0
        files = [path for path in tmp_path.rglob("*.webp*") if path.is_file()]
        assert {path.name.partition(".")[0] for path in files} == left


async def one(content):
    yield content


async def free(_):
    """What costs nothing."""
