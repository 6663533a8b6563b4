"""What anybody may have of a list that an office filled in for itself: no person in it.

A mobile number belongs to a person, whoever wrote it into a list of stations, and so does a name
beside it (PIPL Art 4). A landline is the station's. Numbers are found in any spelling; a name only
where a word says that one stands there.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import Final

#: The cells in which people turn up; a point, a code or a number of the source is none of them.
_WORDS: Final = (
    *("address", "hours", "amenities", "entry_note", "gate_words", "parking", "responsible"),
)
#: What people put between the digits; a colon is not among it, which stands in hours.
_GAP: Final = r"[\s.\-\u2010-\u2015·/()]{0,2}"
_MOBILE: Final = re.compile(
    rf"(?<!\d)\(?(?:\+|00)?(?:86{_GAP})?0?1[3-9](?:{_GAP}[0-9]){{9}}(?![0-9])"
)
_LANDLINE: Final = re.compile(
    r"(?<![0-9])(?:\(?(?:\+|00)86\)?[\s-]*)?(?:\(?0[0-9]{2,3}\)?[\s-]*[0-9]{7,8}"
    r"|[48]00[\s-]?[0-9]{3,4}[\s-]?[0-9]{3,4}|[2-8][0-9]{6,7}|1[0-9]{4}|9[0-9]{4,5})(?![0-9])"
    r"(?:\s*(?:转|-)\s*[0-9]{1,5})?"
)
_SURNAMES: Final = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程"
    "苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤易文欧旷佘匡阳言颜"
)
_HAN: Final = "[\u4e00-\u9fff]"
_PERSON: Final = re.compile(
    rf"(?:联系人|负责人|管理员|值班员|站长)\s*[:：]\s*{_HAN}{{2,4}}(?!{_HAN})"
    rf"|(?:(?<!{_HAN})|(?<=[找问叫]))[{_SURNAMES}]{_HAN}?"
    rf"(?:主任|书记|站长|女士|先生|师傅|阿姨|老师|经理|同志)(?!{_HAN})"
)


def without_people(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells that change: landlines alone as the phone, words without numbers and names."""
    found = {"phone": public_phone(cells["phone"])}
    for field in _WORDS:
        text = public_text(cells[field])
        if text != cells[field]:
            found[field] = text
    return found


def public_phone(text: str) -> str:
    """The landlines among the numbers."""
    return "；".join(_landlines(text))


def public_text(text: str) -> str:
    """The words without mobile numbers and names; as they are where they hold none."""
    found = _PERSON.sub("", _without_mobiles(text))
    return text if found == text else found.strip(" ，,、;；:：")


def _landlines(text: str) -> list[str]:
    plain = _MOBILE.sub(" ", unicodedata.normalize("NFKC", text))
    return [one[0].strip() for one in _LANDLINE.finditer(plain)]


def _without_mobiles(text: str) -> str:
    """The text as it is where it holds none: compatibility forms are only looked through."""
    plain = unicodedata.normalize("NFKC", text)
    return _MOBILE.sub("", plain) if _MOBILE.search(plain) else text
