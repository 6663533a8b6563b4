"""The picture that shows the way through a building."""

from io import BytesIO
from uuid import UUID, uuid4

from PIL import Image
from tests.media.pictures import door, saved
from tests.people import signed_in
from tests.scenes.makers import facts, made, put
from tests.stations.makers import NOW

from xiangyi.core.asking import HeldRole, Scope
from xiangyi.features.media import service as media
from xiangyi.features.scenes.tables import Scene
from xiangyi.migrations import m0047b_guides_of_before


async def sent(api, person, picture=None) -> dict:
    url, content = f"/api/photos/{uuid4()}", saved(picture or door(), "PNG")
    answer = await api.put(url, content=content, headers=person.headers if person else {})
    assert answer.is_success, answer.text
    return answer.json()


async def test_the_picture_of_a_guide_is_kept_with_its_words(api, manager):
    picture = BytesIO()
    Image.new("RGB", (640, 480), "green").save(picture, "PNG")
    photo = str(uuid4())
    missing = facts(guide={"words": "正对喷泉", "photo": photo})
    refused = await put(api, manager, str(uuid4()), missing)
    assert (refused.status_code, refused.json()["code"]) == (404, "photo_not_found")
    url = f"/api/photos/{photo}"
    sent = await api.put(url, content=picture.getvalue(), headers=manager.headers)
    id_ = await made(api, manager, guide={"words": "正对喷泉", "photo": photo})
    card = (await api.get(f"/api/scenes/{id_}")).json()
    assert card["guidePicture"] == sent.json()["digest"]
    assert (await api.get(f"/media/{card['guidePicture']}.320.webp")).status_code == 200
    wordless = await put(api, manager, str(uuid4()), facts(guide={"words": "", "photo": photo}))
    assert wordless.status_code == 400


async def test_everybody_sees_the_picture_of_a_guide_for_as_long_as_it_is_told(api, manager):
    # Each scene has a photo of its own, though they may look the same.
    photos = [await sent(api, manager) for _ in range(2)]
    picture = f"/media/{photos[0]['digest']}.1280.webp"

    async def seen():
        return (await api.get(picture)).status_code == 200

    assert not await seen()
    guides = [{"words": "正对喷泉", "photo": one["id"]} for one in photos]
    id_ = await made(api, manager, guide=guides[0])
    another = await made(api, manager, name="隔壁", guide=guides[1])
    assert await seen()
    for scene in (id_, another):
        url = f"/api/scenes/{scene}/closing"
        assert (await api.post(url, json={"why": "拆了"}, headers=manager.headers)).is_success
        assert await seen() == (scene == id_)
    back = f"/api/scenes/{id_}/revisions/2/reversal"
    assert (await api.post(back, headers=manager.headers)).is_success
    assert await seen()
    # As it was before it was written down from which scene a picture is.
    await Scene.update({Scene.guide_photo: None}, force=True)
    assert not await seen()
    await m0047b_guides_of_before.fill()
    assert await seen()
    assert (await put(api, manager, id_, facts(), based_on=3)).status_code == 200
    assert not await seen()


async def test_only_what_its_keeper_sent_for_it_becomes_the_picture_of_a_guide(
    api, manager, stations
):
    """Whoever knows the id of a photo that a rider reported with does not make it public."""
    colleague = await signed_in(
        "13800000003", HeldRole("manager", Scope("station", stations[0])), now=NOW
    )
    others, nameless, reported = [await sent(api, one) for one in (colleague, None, manager)]
    await media.keep(UUID(reported["id"]), now=NOW)
    [own, newer] = [await sent(api, manager) for _ in range(2)]
    id_ = await made(api, manager, guide={"words": "正对喷泉", "photo": own["id"]})
    for photo in (others, nameless, reported, own):
        guide = facts(guide={"words": "正对喷泉", "photo": photo["id"]})
        refused = await put(api, manager, str(uuid4()), guide)
        assert (refused.status_code, refused.json()["code"]) == (404, "photo_not_found")
    # A colleague goes on with the picture that it has, and the manager gives it another.
    same = facts(name="荷叶塘", guide={"words": "正对喷泉", "photo": own["id"]})
    assert (await put(api, colleague, id_, same, based_on=1)).is_success
    another = same | {"guide": {"words": "正对喷泉", "photo": newer["id"]}}
    assert (await put(api, colleague, id_, another, based_on=2)).status_code == 404
    for _ in range(2):
        assert (await put(api, manager, id_, another, based_on=2)).is_success
    back = f"/api/scenes/{id_}/revisions/3/reversal"
    assert (await api.post(back, headers=manager.headers)).is_success
    card = (await api.get(f"/api/scenes/{id_}")).json()
    assert card["facts"]["guide"]["photo"] == own["id"]
