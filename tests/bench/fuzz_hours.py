"""Throws texts at the reader of hours, and looks with a blunter eye at what it makes of them."""

import re
import time
from random import Random
from typing import Final

from xiangyi.features.stations.rules.opening_hours import OpeningHours, Spans
from xiangyi.features.stations.rules.reading_hours import read_hours

DAY: Final = 1440
#: Nothing that says when a door is open: beside one of these nothing may be believed.
UNKNOWN_WORDS: Final = [
    *(
        "视情况",
        "预约",
        "雨天",
        "二楼",
        "暂停",
        "隔",
        "非",
        "约",
        "除雨天外",
        "电话",
        "@",
        "?",
        "x",
    ),
    *(
        "第一个",
        "单",
        "仅会员",
        "左右",
        "前后",
        "?!",
        "未",
        "month",
        "SH",
        "sunrise",
        "“",
        "春",
        "第",
    ),
]
_PIECES: Final = [
    *("每天", "每日", "周一至周五", "周末", "工作日", "周一", "周三、周四", "星期日", "双休日"),
    *(
        "法定节假日",
        "节假日",
        "休息",
        "闭馆",
        "除外",
        "照常",
        "另行通知",
        "不开放",
        "全天",
        "24小时",
    ),
    *("8:00-12:00", "14:00-17:30", "08:30-17:30", "22:00-6:00", "18:00-次日02:00", "8点至22点"),
    *("8:00-5:30", "早8点到晚10点", "下午2:30-5:30", "上午", "下午", "晚上", "次日", "9.00-17.00"),
    *(
        "夏令",
        "冬令",
        "5月1日至9月30日",
        "10月-次年4月",
        "其余时间",
        "2026年10月1日",
        "午休",
        "全年无休",
    ),
    *(
        "（",
        "）",
        "，",
        "；",
        "、",
        "和",
        " ",
        "\n",
        "：",
        "-",
        "至",
        "到",
        "~",
        "含",
        "除",
        "外",
        "免费",
    ),
    *(
        "Mo-Fr",
        "Sa,Su",
        "PH",
        "off",
        "; ",
        "24/7",
        "May-Sep",
        "开放",
        "营业时间",
        "0830-1200",
        "30",
    ),
]
_WEEKDAYS: Final = "一二三四五六日"
_SHIFTS: Final = ("8:00-12:00", "14:00-17:30", "09:00-16:00", "19:00-21:30", "10点至15点")
_MINUTES: Final = ((480, 720), (840, 1050), (540, 960), (1140, 1290), (600, 900))
_FAULT: Final = "{}: {!r} became {}"


def fuzz_hours(count: int, *, seed: int = 20261125) -> list[str]:
    """What is wrong with the readings of so many texts: nothing, one hopes.

    A third is a heap of pieces, a third says something of which the truth is known, and a third
    is the latter with one word in it that nobody understands.
    """
    chance, faults = Random(seed), list[str]()
    for number in range(count):
        if number % 3 == 0:
            text, open_at = _heap(chance), None
        else:
            text, open_at = _sentence(chance)
        if number % 3 == 2:
            at = chance.randrange(len(text) + 1)
            text, open_at = text[:at] + chance.choice(UNKNOWN_WORDS) + text[at:], set()
        begun = time.process_time()
        hours = read_hours(text).hours
        if time.process_time() - begun > 1:
            faults.append(_FAULT.format("took over a second", text, hours))
        if hours is None:
            continue
        if open_at is not None and not _open_minutes(hours) <= open_at:
            faults.append(_FAULT.format("wrongly open", text, hours))
        faults += [_FAULT.format(why, text, hours) for why in misread(text, hours)]
    return faults


def misread(text: str, hours: OpeningHours) -> list[str]:
    """What cannot be right about a reading, by what stands in the text and nothing cleverer."""
    why = []
    weeks = [season.week for season in hours.seasons] + ([hours.week] if hours.week else [])
    for day, name in enumerate(_WEEKDAYS):
        if re.search(f"(?:周|星期){name}(?:休息|闭馆|不开放)", text) and any(
            week[day] for week in weeks
        ):
            why.append(f"open on the {name} that is said to be closed")
    mentioned = _times(text)
    nights = re.search("次日|第二天|凌晨|晚|夜|0[0-3]:|24|全天", text)
    for opens, closes in {span for week in weeks for spans in week for span in spans}:
        if not {opens % 720, closes % 720} <= mentioned:
            why.append(f"nobody mentioned {opens} or {closes}")
        if closes > DAY and opens < 780 and not nights:
            why.append(f"a night from {opens} to {closes} that nobody mentioned")
    if re.search("(?:节假日|PH) ?(?:休息|闭馆|不开放|off)", text) and hours.holiday:
        why.append("open on holidays that are said to be closed")
    return why


def _times(text: str) -> set[int]:
    """Minutes of half a day that the text names, by any number that could be a time."""
    found = {0}
    for hour in re.findall("[0-9]{1,2}", text):
        found |= {int(hour) * 60 % 720, (int(hour) * 60 + 30) % 720}
    for hour, minute in re.findall("([0-9]{1,2})[:：.点时]([0-9]{2})", text):
        found.add((int(hour) * 60 + int(minute)) % 720)
    for four in re.findall("[0-9]{4}", text):
        found.add((int(four[:2]) * 60 + int(four[2:])) % 720)
    return found


def _heap(chance: Random) -> str:
    return "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 12)))


def _sentence(chance: Random) -> tuple[str, set[tuple[int, int]]]:
    """Days and their shifts in some order and some wording, and the minutes at which it is open."""
    days = list(range(7))
    chance.shuffle(days)
    clauses, open_at = [], set[tuple[int, int]]()
    while days and (not clauses or chance.random() < 0.7):
        some = [days.pop() for _ in range(min(len(days), chance.randint(1, 4)))]
        named = _named(some, chance)
        if chance.random() < 0.25:
            clauses.append(named + chance.choice(("休息", "闭馆", "不开放")))
            continue
        first = chance.randrange(2)
        shifts = chance.choice(([first], [first, 3], [0, 1], [2], [4, 3]))
        hours = chance.choice(("、", "，", "和", " ")).join(_SHIFTS[at] for at in shifts)
        clauses.append(chance.choice((f"{named} {hours}", f"{named}：{hours}", f"{named}{hours}")))
        open_at |= {
            (day, minute) for day in some for at in shifts for minute in range(*_MINUTES[at])
        }
    chance.shuffle(clauses)
    return chance.choice(("，", "；", "\n", " ")).join(clauses), open_at


def _named(days: list[int], chance: Random) -> str:
    week = chance.choice(("周", "星期", "礼拜"))
    joint = chance.choice((f"、{week}", "、", "", f"和{week}", f"，{week}", f" {week}"))
    return week + joint.join(_WEEKDAYS[day] for day in days)


def _open_minutes(hours: OpeningHours) -> set[tuple[int, int]]:
    week: tuple[Spans, ...] = hours.week or ((),) * 7
    return {
        (day, minute)
        for day, spans in enumerate(week)
        for opens, closes in spans
        for minute in range(opens, closes)
    }
