"""The words of doors, cut from a text that must consist of nothing else.

Every alternative consumes at least one character and repeats nothing that could match in two
ways, so that a text is cut in one pass however it was made.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from msgspec import Struct

from xiangyi.features.stations.rules.reading_hours.clock import Time
from xiangyi.features.stations.rules.reading_hours.refusing import HoursNotUnderstood
from xiangyi.features.stations.rules.writing_hours import REASONS

_WEEK: Final = "(?:周|星期|礼拜)"
#: A weekday's sign that is not the beginning of a number or a time: 周五六点 is six on Friday.
_DAY: Final = "(?:[一二三四五六日](?![点时月十百])|(?<=[周期拜])[天1-7])"
_THROUGH: Final = " ?(?:-|至|到) ?"
#: A comma or a space parts days, unless the next is only a sign: what follows may be said of it
#: alone, as in 周二至周五，周一休息.
_DAYS: Final = (
    f"(?:每逢|逢|每)?{_WEEK}{_DAY}(?:(?:(?:{_THROUGH}|[、/和及与] ?){_WEEK}?|{_WEEK}|,)?{_DAY})*"
)
_ONE_OF_DAYS: Final = re.compile(f"(?P<to>{_THROUGH})?{_WEEK}?(?P<day>{_DAY})")
_WEEKDAYS: Final = {sign: at for at, sign in enumerate("一二三四五六日")} | {"天": 6}
_DIGITS: Final = {sign: at for at, sign in enumerate("零一二三四五六七八九十")} | {"两": 2}

_CLOCK: Final = "[0-9]{1,2}(?::[0-9]{2}|[点时](?:[0-9]{1,2}分?|半|整)?)"

#: In the order in which they are tried: the longer word before the one that it begins with.
_KINDS: Final = {
    "space": " ",
    "ymd": (
        "[0-9]{1,4}年[0-9]{1,2}月[0-9]{1,2}[日号]"
        "|[0-9]{4}(?P<mark>[-/.])[0-9]{1,2}(?P=mark)[0-9]{1,2}(?![0-9])"
    ),
    "md": "(?:次年|第二年|翌年)?(?:每年)?[0-9]{1,2}月[0-9]{1,2}[日号]?(?![0-9:点时])",
    "month": "(?:次年|第二年|翌年)?(?:每年)?[0-9]{1,2}月(?:份|初|底|末)?",
    "remark": (
        f"最[后晚](?:入场|入馆|进场|接待)(?:时间)?[为:]?{_CLOCK}"
        f"|{_CLOCK}(?:起|后|以后|之后)?停止(?:入场|入馆|进场|接待)"
        "|[闭关]馆前(?:半|[1一])小时停止(?:入场|入馆)|[闭关]馆前[0-9]{2}分钟停止(?:入场|入馆)"
        "|免费(?:对外)?开放|免费|中午不(?:休息?|闭馆)|午间不休息?|午休不闭馆"
        "|如有(?:变动|变化|调整|变更),?(?:请?以(?:现场|门口)?(?:公告|通知|公示)为准|另行通知|另行公告)"
    ),
    "allday": (
        "(?:全天候?|昼夜)? ?(?:24|二十四)个?小时(?:全天候?)?|24 ?[hH](?![a-zA-Z])|全天候?"
        "|7 ?[xX×✕*] ?24(?: ?个?小时| ?[hH])?|24 ?[xX×✕*/] ?7(?![0-9:])"
    ),
    "days": _DAYS,
    "every": "每天|每日|天天|日日|全周|一周七天|每周七天|一年四季每天|(?:全年|一年)?365天",
    "work": "法定工作日|工作日",
    "weekend": "双休日|周末",
    "makeup": "调休(?:上班|工作)日|补班日",
    "holiday": "(?:国家)?法定(?:节假日|假日|节日|假期)|国家节假日|节假日|公共假期|公众假期",
    "unknown": "时间不明",
    "as_usual": "正常(?:开放|营业|上班)|照常(?:开放|营业|上班|服务)?|不休息?|不放假|同平时",
    "nonstop": "(?:全年|年中|常年)无休|全年不休|无休",
    "as_dated": "按原来的星期",
    "like": "按|同|与",
    "alike": "相同|一样",
    "later": "(?:开放)?(?:时间)?(?:另行通知|另行公告|另行安排|以通知为准|另定)",
    "lunch": "午休(?:时间)?|中午休息|午间休息",
    "closed": "不(?:对外)?(?:开放|营业|上班|开门?|办公)|休[息馆]?|闭馆|关门|关闭|放假|公休|闭站",
    "except": "除外",
    "other_than": "除了?",
    "outside": "(?:以|之)?外",
    "including": "包括|包含|含",
    "season": "夏令(?:时间?)?|夏季|夏天|冬令(?:时间?)?|冬季|冬天",
    "rest": "(?:其余|其他|其它)(?:时间|时段|月份|季节)",
    "again": "其余日子",
    "instead": "改为",
    "reason": "|".join(REASONS.values()),
    "next_day": "次日|第二天|翌日",
    "period": (
        "凌晨|清晨|早晨|早上|早班|上午|中午|下午|傍晚|晚上|晚间|晚班|夜班|夜间|夜里|夜晚|早|晚"
    ),
    "time": (
        "[0-9]{1,2}:[0-9]{2}(?::00)?(?![0-9:])"
        "|[0-9]{1,2}[点时](?:[0-5]?[0-9]分?(?![0-9:])|半|整|[一三]刻)?"
        "|(?:二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])[点时](?:半|整|[一三]刻)?"
        "|[0-9]{1,2}\\.[0-9]{2}(?![0-9.])|[01][0-9]{3}(?![0-9:])|2[0-4][0-9]{2}(?![0-9:])"
    ),
    "number": "[0-9]{1,2}(?![0-9.:])",
    "through": "-|至|到",
    "filler": (
        "开放时间|营业时间|服务时间|办公时间|工作时间|上班时间|接待时间|时间段|时间|时段"
        "|(?:对外)?(?:开放|营业|服务)|办公|上班|开门|期间|全年|常年|每年|从|自|由|均|都|为|是|的|:"
    ),
    "list": "[、/&]|以及|和|及|与|并",
    "comma": ",",
    "stop": ";",
    "opening": "\\(",
    "closing": "\\)",
}
_WORD: Final = re.compile("|".join(f"(?P<{kind}>{word})" for kind, word in _KINDS.items()))

EVERY_DAY: Final = frozenset(range(7))
WORKDAYS: Final = frozenset(range(5))
WEEKEND: Final = frozenset({5, 6})
_NEXT_YEAR: Final = re.compile("次年|第二年|翌年")
_LEAP_YEAR: Final = 2000


class Word(Struct, frozen=True):
    """A word and what it says: days, a time, dates, or only itself."""

    kind: str
    text: str
    value: Any = None


def cut(text: str) -> Iterator[Word]:
    """The words of a text, without spaces.

    Raises:
        HoursNotUnderstood: at the first thing that is no word of a door.
    """
    at = 0
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None:
            raise HoursNotUnderstood
        kind = str(found.lastgroup)
        if kind != "space":
            yield Word(kind, found[kind], _value(kind, found[kind]))
        at = found.end()


def _value(kind: str, text: str) -> Any:
    reader = _VALUES.get(kind)
    return None if reader is None else reader(text)


def _days(text: str) -> frozenset[int]:
    found: set[int] = set()
    last = -1
    for one in _ONE_OF_DAYS.finditer(text):
        sign = one["day"]
        day = int(sign) - 1 if sign.isdigit() else _WEEKDAYS[sign]
        if one["to"]:
            if last in {-1, day}:
                raise HoursNotUnderstood
            while last != day:
                last = (last + 1) % 7
                found.add(last)
            last = -1
        else:
            found.add(day)
            last = day
    return frozenset(found)


def _time(text: str) -> Time:
    if text.isdigit():
        return Time(int(text[:-2]), int(text[-2:]))
    hour, mark, rest = re.split("([:点时.])", text, maxsplit=1)
    minute = {"": 0, "整": 0, "半": 30, "一刻": 15, "三刻": 45}.get(rest)
    if minute is None:
        minute = int(
            rest.removesuffix(":00").removesuffix("分") if mark == ":" else rest.strip("分")
        )
    padded = len(hour) > 1 and hour.isdigit() and mark == ":"
    return Time(_hour(hour), minute, padded, mark == ".")


def _hour(text: str) -> int:
    if text.isdigit() and text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _DIGITS[ones]
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _date(text: str) -> date:
    year, month, day = map(int, re.findall("[0-9]+", text))
    try:
        return date(year, month, day)
    except ValueError:
        raise HoursNotUnderstood from None


class Day(Struct, frozen=True):
    """A day of every year as a season's end: "MM-DD" to begin with, and to end with."""

    first: str
    last: str
    next_year: bool


def _day(text: str) -> Day:
    month, day = map(int, re.findall("[0-9]+", text))
    return month_and_day(month, day, day, next_year=_NEXT_YEAR.match(text) is not None)


def _month(text: str) -> Day:
    month = int(re.findall("[0-9]+", text)[0])
    next_year = _NEXT_YEAR.match(text) is not None
    if text[-1] in "底末":
        return month_and_day(month, None, None, next_year=next_year)
    return month_and_day(month, 1, 1 if text[-1] == "初" else None, next_year=next_year)


def month_and_day(month: int, first: int | None, last: int | None, *, next_year: bool) -> Day:
    """None is the month's last day, of February the leap day."""
    if not 1 <= month <= 12:  # noqa: PLR2004  months
        raise HoursNotUnderstood
    ends = 31 if month == 12 else (date(_LEAP_YEAR, month + 1, 1) - date(_LEAP_YEAR, month, 1)).days  # noqa: PLR2004
    for day in (first, last):
        if day is not None and not 1 <= day <= ends:
            raise HoursNotUnderstood
    return Day(f"{month:02}-{first or ends:02}", f"{month:02}-{last or ends:02}", next_year)


_PERIODS: Final = {
    "凌晨": "night",
    **dict.fromkeys(("清晨", "早晨", "早上", "早班", "上午", "早"), "morning"),
    "中午": "noon",
    "下午": "afternoon",
    "傍晚": "dusk",
    **dict.fromkeys(("晚上", "晚间", "晚班", "夜班", "夜间", "夜里", "夜晚", "晚"), "evening"),
}
_VALUES: Final[dict[str, Any]] = {
    "days": _days,
    "every": lambda _: EVERY_DAY,
    "work": lambda _: WORKDAYS,
    "weekend": lambda _: WEEKEND,
    "time": _time,
    "period": _PERIODS.get,
    "ymd": _date,
    "md": _day,
    "month": _month,
    "season": lambda text: text[0],
    "number": int,
}
