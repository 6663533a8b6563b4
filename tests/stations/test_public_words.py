"""What of an office's own list anybody may have: the station's numbers and words, no person's."""

import pytest

from xiangyi.features.stations.rules.public_words import without_people

CELLS = {
    "lon": "112.98",
    "lat": "28.15912345678",
    "division": "430102001000",
    "source": "省总工会",
    "external_id": "13900001111",
    **dict.fromkeys(
        ("name", "address", "hours", "amenities", "phone", "entry_note", "gate_words"), ""
    ),
    "parking": "",
    "responsible": "",
}


def public(**cells: str) -> dict[str, str]:
    told = {**CELLS, **cells}
    return {**told, **without_people(told)}


@pytest.mark.parametrize(
    "mobile",
    [
        "13812345678",
        "138 1234 5678",
        "138 123 45678",
        "138.1234.5678",
        "138－1234－5678",
        "138—1234—5678",
        "１３８１２３４５６７８",
        "138·1234·5678",
        "138/1234/5678",
        "138(1234)5678",
        "013812345678",
        "+86 138-1234-5678",
        "0086-13812345678",
        "(+86)13812345678",
    ],
)
def test_a_mobile_number_stays_in_however_it_is_spelt(mobile):
    told = public(phone=f"张三 {mobile}，0731-82212345", entry_note=f"打{mobile}")
    assert told["phone"] == "0731-82212345"
    assert not any(letter.isdecimal() for letter in told["entry_note"])


@pytest.mark.parametrize(
    "landline",
    [
        "0731-82212345",
        "(0731)82212345",
        "0731 8221234",
        "82212345",
        "400-800-1234",
        "12345",
        "0731-82212345转801",
        "+86 731 82212345",
    ],
)
def test_a_landline_is_the_stations(landline):
    expected = landline.removeprefix("+86 ") if landline.startswith("+") else landline
    assert expected[-8:] in public(phone=f"王小明 {landline}")["phone"]
    assert "王" not in public(phone=f"王小明 {landline}")["phone"]


@pytest.mark.parametrize(
    ("field", "told", "left"),
    [
        ("responsible", "李主任", ""),
        ("responsible", "文艺路街道办事处 联系人：王小明", "文艺路街道办事处"),
        ("entry_note", "找王师傅开门", "找王师傅开门"),
        ("entry_note", "敲门，找王师傅", "敲门，找"),
        ("responsible", "文艺路社区居委会主任办公室", "文艺路社区居委会主任办公室"),
        ("entry_note", "找值班员", "找值班员"),
    ],
)
def test_a_name_goes_where_a_word_says_that_it_is_one(field, told, left):
    assert public(**{field: told})[field] == left


def test_hours_and_places_are_no_telephone_numbers():
    hours = "周一至周五 15:30-19:00，9:00-11:00；周六、周日 13:00-17:30"
    address = "芙蓉区韶山北路139号文艺大楼1栋1303"
    told = public(hours=hours, address=address)
    assert told == {**CELLS, "hours": hours, "address": address}
