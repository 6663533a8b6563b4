"""The picture of a benefit: seen by who approves it first, and by everybody while it is given."""

from datetime import timedelta
from uuid import uuid4

import pytest
from tests.benefits.makers import (
    BUSES,
    approved,
    ask,
    buses,
    headers,
    partner_of,
    put,
)
from tests.media.pictures import door, saved, with_everything
from tests.people import signed_in

from xiangyi.features.benefits.personal import PERSONAL
from xiangyi.features.benefits.tables import Benefit
from xiangyi.features.media.jobs import sweep_photos

WORDS = "体检中心的门，在住院楼东边"


async def sent(api, clock, who, content: bytes | None = None) -> dict:
    """A photo as somebody sends it from the desk."""
    content = content or saved(door(), "PNG")
    path = f"/api/photos/{uuid4()}"
    answer = await api.put(path, content=content, headers=headers(who, clock))
    assert answer.status_code == 200, answer.text
    return answer.json()


def picture_of(photo: dict, words: str = WORDS) -> dict[str, str]:
    return {"photo": photo["id"], "words": words}


async def seen(api, photo: dict) -> bool:
    """Whether everybody sees it."""
    answers = [await api.get(f"/media/{photo['digest']}.{size}.webp") for size in (320, 1280)]
    [found] = {one.status_code == 200 for one in answers}
    return found


async def is_there(api, clock, who, photo: dict) -> bool:
    """Whether it is kept at all: whoever sent it finds it."""
    answer = await api.get(f"/api/photos/{photo['id']}", headers=headers(who, clock))
    return answer.status_code == 200


async def swept(settings, clock) -> None:
    """Three days later."""
    clock.now += timedelta(days=3)
    await sweep_photos(settings, clock.now)


async def test_who_approves_sees_it_first_and_everybody_after(
    api, clock, partner, county, volunteer
):
    photo = await sent(api, clock, partner)
    drafted = (await put(api, clock, partner, picture=picture_of(photo))).json()
    id_ = drafted["id"]
    path = f"/api/desk/benefits/{id_}/picture"
    for who, answer in ((partner, 200), (county, 200), (volunteer, 403)):
        got = await api.get(path, headers=headers(who, clock))
        assert got.status_code == answer, got.text
    looked = await api.get(f"{path}?small=true", headers=headers(county, clock))
    assert looked.headers["content-type"] == "image/webp"
    assert looked.headers["cache-control"] == "private, no-store"
    assert not await seen(api, photo)

    await ask(api, clock, partner, "PUT", f"benefits/{id_}/submission", basedOn=1)
    assert not await seen(api, photo)
    await ask(api, clock, county, "PUT", f"benefits/{id_}/approval", basedOn=2)
    assert await seen(api, photo)
    shown = {"digest": photo["digest"], "width": 640, "height": 480, "words": WORDS}
    assert (await api.get(f"/api/benefits/{id_}")).json()["picture"] == shown
    [offer] = (await ask(api, clock, volunteer, "GET", "me/benefits")).json()["offers"]
    assert offer["benefit"]["picture"] == shown


async def test_nothing_of_the_file_is_in_it(api, clock, partner, county):
    photo = await sent(api, clock, partner, with_everything("JPEG"))
    await approved(api, clock, partner, county, picture=picture_of(photo))
    for size in (320, 1280):
        content = (await api.get(f"/media/{photo['digest']}.{size}.webp")).content
        assert content
        assert b"SECRET" not in content


async def test_a_picture_has_words_and_its_words_hide_nothing(api, clock, partner):
    photo = await sent(api, clock, partner)
    for words, status in (("", 400), ("  ", 422), ("门\u202e口", 422), ("门" * 121, 400)):
        answer = await put(api, clock, partner, picture=picture_of(photo, words))
        assert answer.status_code == status, (words, answer.text)
    tidied = await put(api, clock, partner, picture=picture_of(photo, " 门口 "))
    assert tidied.json()["facts"]["picture"]["words"] == "门口"


async def test_nobody_shows_what_others_sent_or_what_was_sent_for_something_else(
    api, clock, partner, colleague
):
    others = await sent(api, clock, colleague)
    nameless = (await api.put(f"/api/photos/{uuid4()}", content=saved(door(), "PNG"))).json()
    for photo in (others, nameless, {"id": str(uuid4())}):
        answer = await put(api, clock, partner, picture=picture_of(photo))
        assert (answer.status_code, answer.json()["code"]) == (404, "photo_not_found")
    # A colleague goes on with what one of them has given a draft.
    shared = await put(api, clock, colleague, picture=picture_of(others))
    assert shared.status_code == 200, shared.text
    assert (await put(api, clock, partner, picture=picture_of(others))).status_code == 200
    await buses()
    driver = await signed_in("13800000079", partner_of(BUSES), now=clock.now)
    elsewhere = await put(api, clock, driver, provider=str(BUSES), picture=picture_of(others))
    assert elsewhere.json()["code"] == "photo_not_found"


async def test_the_same_draft_again_is_answered_as_the_first_time(api, clock, partner):
    photo = await sent(api, clock, partner)
    first = await put(api, clock, partner, picture=picture_of(photo))
    again = await put(api, clock, partner, first.json()["id"], picture=picture_of(photo))
    assert again.status_code == 200, again.text
    assert again.json()["revision"] == 1


async def test_a_new_version_with_the_same_picture_keeps_it_and_one_without_lets_it_go(
    api, clock, partner, county, settings
):
    photo = await sent(api, clock, partner)
    first = await approved(api, clock, partner, county, picture=picture_of(photo))
    same = {"follows": first["id"], "title": "体检两次", "picture": picture_of(photo)}
    second = await approved(api, clock, partner, county, **same)
    await swept(settings, clock)
    assert await seen(api, photo)
    assert (await api.get(f"/api/benefits/{first['id']}")).json()["picture"] is None

    bare = await approved(api, clock, partner, county, follows=second["id"], title="体检三次")
    assert bare["facts"]["picture"] is None
    assert not await seen(api, photo)
    assert await is_there(api, clock, partner, photo)
    await swept(settings, clock)
    assert not await is_there(api, clock, partner, photo)


@pytest.mark.parametrize("ends", ["withdrawn", "deleted", "changed"])
async def test_what_is_over_lets_its_picture_go(api, clock, partner, county, settings, ends):
    photo = await sent(api, clock, partner)
    if ends == "withdrawn":
        one = await approved(api, clock, partner, county, picture=picture_of(photo))
        path = f"benefits/{one['id']}/withdrawal"
        await ask(api, clock, partner, "PUT", path, why="没有了", void=False)
    else:
        one = (await put(api, clock, partner, picture=picture_of(photo))).json()
        if ends == "deleted":
            await ask(api, clock, partner, "DELETE", f"benefits/{one['id']}")
        else:
            await put(api, clock, partner, one["id"], based_on=1)
    assert not await seen(api, photo)
    picture = await ask(api, clock, partner, "GET", f"desk/benefits/{one['id']}/picture")
    assert picture.status_code == 404
    await swept(settings, clock)
    assert not await is_there(api, clock, partner, photo)


async def test_a_draft_of_somebody_who_is_erased_has_no_picture_any_more(
    api, clock, partner, county, settings
):
    [drafted, given] = [await sent(api, clock, partner) for _ in range(2)]
    draft = (await put(api, clock, partner, picture=picture_of(drafted))).json()
    stands = await approved(api, clock, partner, county, picture=picture_of(given))
    await PERSONAL.erase(partner.account, clock.now)
    row = await Benefit.select().where(Benefit.id == draft["id"]).first()
    assert (row["picture"], row["picture_words"]) == (None, "")
    assert (await api.get(f"/api/benefits/{stands['id']}")).json()["picture"]["words"] == WORDS
    await swept(settings, clock)
    assert await seen(api, given)
