"""The picture that shows the way through a building."""

from io import BytesIO
from uuid import uuid4

from PIL import Image
from tests.media.pictures import door, saved
from tests.scenes.makers import facts, made, put

from xiangyi.features.scenes.tables import Scene
from xiangyi.migrations import m0047b_guides_of_before


async def test_the_picture_of_a_guide_is_kept_with_its_words(api, manager):
    picture = BytesIO()
    Image.new("RGB", (640, 480), "green").save(picture, "PNG")
    photo = str(uuid4())
    missing = facts(guide={"words": "正对喷泉", "photo": photo})
    refused = await put(api, manager, str(uuid4()), missing)
    assert (refused.status_code, refused.json()["code"]) == (404, "photo_not_found")
    sent = await api.put(f"/api/photos/{photo}", content=picture.getvalue())
    id_ = await made(api, manager, guide={"words": "正对喷泉", "photo": photo})
    card = (await api.get(f"/api/scenes/{id_}")).json()
    assert card["guidePicture"] == sent.json()["digest"]
    assert (await api.get(f"/media/{card['guidePicture']}.320.webp")).status_code == 200
    wordless = await put(api, manager, str(uuid4()), facts(guide={"words": "", "photo": photo}))
    assert wordless.status_code == 400


async def test_everybody_sees_the_picture_of_a_guide_for_as_long_as_it_is_told(api, manager):
    sent = await api.put(f"/api/photos/{uuid4()}", content=saved(door(), "PNG"))
    photo, picture = sent.json()["id"], f"/media/{sent.json()['digest']}.1280.webp"

    async def seen():
        return (await api.get(picture)).status_code == 200

    assert not await seen()
    guide = {"words": "正对喷泉", "photo": photo}
    id_ = await made(api, manager, guide=guide)
    another = await made(api, manager, name="隔壁", guide=guide)
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
