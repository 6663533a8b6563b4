"""A voucher on paper: somebody without a phone uses it as others use theirs."""

from io import BytesIO

import pypdfium2
import zxingcpp
from pypdf import PdfReader
from tests.benefits.makers import (
    acting,
    agree,
    approved,
    headers,
    look,
    take_for,
    taken,
    used,
)


async def printed(api, id_, headers) -> bytes:
    answer = await api.get(f"/api/vouchers/{id_}/voucher.pdf", headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["cache-control"] == "no-store"
    return answer.content


def scanned(pdf: bytes, *, torn: float = 0) -> str:
    """What a scanner reads off the page as it is printed, or with a hole in the middle of the code.

    Args:
        torn: how wide the hole is, of the code's width.
    """
    [page] = pypdfium2.PdfDocument(pdf)
    image = page.render(scale=150 / 72).to_pil()
    [code] = zxingcpp.read_barcodes(image)
    if not torn:
        return code.text
    corner, opposite = code.position.top_left, code.position.bottom_right
    width, height = opposite.x - corner.x, opposite.y - corner.y
    left = int(corner.x + width * (1 - torn) / 2)
    top = int(corner.y + height * (1 - torn) / 2)
    hole = (left, top, left + int(width * torn), top + int(height * torn))
    image.paste("white", hole)
    return "".join(one.text for one in zxingcpp.read_barcodes(image))


def text_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


async def test_a_clerk_prints_it_and_a_counter_honours_it_once(
    api, clock, partner, clerk, person, entitlement
):
    voucher = await take_for(api, clerk, person, entitlement)
    pdf = await printed(api, voucher["id"], acting(clerk, person))
    token = scanned(pdf)
    assert token == voucher["token"]
    # As a voucher on a phone: of a code with less to spare so much is not read any more.
    assert scanned(pdf, torn=0.36) == token
    await used(api, clock, partner, {"token": token})
    again = await look(api, clock, partner, {"token": token})
    assert (again["valid"], again["because"]) == (False, "used")


async def test_it_says_what_for_until_when_and_no_more_of_the_name_than_a_counter_sees(
    api, clock, volunteer, benefit
):
    voucher = await taken(api, clock, volunteer, benefit)
    text = text_of(await printed(api, voucher["id"], headers(volunteer, clock)))
    code = voucher["code"]
    for words in (
        *("就医优待券", "免费体检一次", "文艺路街道办事处", "王**", f"{code[:5]}-{code[5:]}"),
        *("2026年12月26日", "2小时", "早上空腹来，带身份证。", "2026年11月26日印"),
    ):
        assert words in text, text
    assert "小明" not in text


async def test_it_says_on_which_days_it_is_not_honoured(api, clock, partner, county, clerk, person):
    days = [
        {"since": "2026-12-01", "until": "2026-12-01"},
        {"since": "2026-12-24", "until": "2026-12-26"},
    ]
    closed = await approved(api, clock, partner, county, costMinutes=0, blackouts=days)
    voucher = await take_for(api, clerk, person, closed)
    text = text_of(await printed(api, voucher["id"], acting(clerk, person)))
    assert "2026年12月1日不能用。" in text
    assert "2026年12月24日到2026年12月26日不能用。" in text


async def test_what_is_used_or_of_others_is_not_printed(
    api, clock, partner, volunteer, clerk, person, entitlement
):
    voucher = await take_for(api, clerk, person, entitlement)
    path = f"/api/vouchers/{voucher['id']}/voucher.pdf"
    for who in (clerk, volunteer, partner):
        answer = await api.get(path, headers=headers(who, clock))
        assert (answer.status_code, answer.json()["code"]) == (404, "voucher_not_found")
    await used(api, clock, partner, voucher)
    over = await api.get(path, headers=acting(clerk, person))
    assert (over.status_code, over.json()["code"]) == (409, "voucher_over")
    assert over.json()["facts"] == {"state": "used"}


async def test_who_takes_back_that_somebody_acts_for_them_is_printed_nothing(
    api, clock, clerk, person, entitlement
):
    voucher = await take_for(api, clerk, person, entitlement)
    gone = await api.post(f"/api/kept/{person}/withdrawal", headers=clerk.headers)
    assert gone.status_code == 200, gone.text
    path = f"/api/vouchers/{voucher['id']}/voucher.pdf"
    answer = await api.get(path, headers=acting(clerk, person))
    assert (answer.status_code, answer.json()["code"]) == (403, "acting_for_refused")


async def test_who_has_a_phone_prints_their_own_too(api, clock, volunteer, benefit):
    await agree(api, clock, volunteer)
    voucher = await taken(api, clock, volunteer, benefit)
    assert scanned(await printed(api, voucher["id"], headers(volunteer, clock))) == voucher["token"]
