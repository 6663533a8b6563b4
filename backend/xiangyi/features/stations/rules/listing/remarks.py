"""What is said of a row, by codes for life, and the sentence an office reads.

The sentences are Chinese, because the report goes back to the office that sent the list.
"""

from collections.abc import Hashable, Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

Verdict = Literal["accepted", "fixed", "warned", "refused"]
#: From harmless to hopeless; a row's verdict is the worst of its remarks.
VERDICTS: Final[tuple[Verdict, ...]] = ("accepted", "fixed", "warned", "refused")


class Remark(Struct, frozen=True):
    """One thing said of one cell; `field` is the column as the file heads it."""

    verdict: Verdict
    field: str
    code: str
    message: str


class Said(Struct, frozen=True, omit_defaults=True):
    """A row's verdict with the gravest remark, and the others behind it."""

    line: int
    verdict: Verdict
    field: str
    code: str
    message: str
    more: tuple[Remark, ...] = ()
    #: What the row calls its station, as far as it could be read.
    name: str = ""


FIXED: Final = {
    "apostrophe_dropped": "去掉了代码前后的引号，按 {to} 读。",
    "decimal_dropped": "去掉了代码后面的小数点和零，按 {to} 读。",
    "full_width": "全角字符按半角读成 {to}。",
    "code_completed": "代码补足 12 位，按 {to} 读。",
    "fullwidth_digits": "全角数字按半角读。",
    "fullwidth_punctuation": "全角标点按半角读。",
    "tilde_for_dash": "波浪线按“-”读。",
    "dot_for_colon": "时间里的点按冒号读。",
    "missing_colon": "时间里补了冒号。",
    "degrees_converted": "度分秒换算成 {to} 度。",
    "marks_dropped": "去掉了坐标里的文字和符号，按 {to} 读。",
    "spaces_dropped": "去掉了多余的空格或换行，按“{to}”读。",
    "formula_unwrapped": "去掉了等号和引号，按 {to} 读。",
    "formula_as_text": "看起来像公式，当普通文字保存。",
}
WARNED: Final = {
    "division_absent": "没有行政区划代码。按坐标暂放在{to}（{code}），请核对。",
    "division_coarse": "代码只到{level}。按坐标暂放在{to}（{code}），请核对。",
    "beyond_border": "坐标在省界外一点，不到 1 公里。靠近边界的可能没错，请核对。",
    "cut_short": "太长：{count} 个字，只留了前面的“{to}”。",
    "other_county": "坐标落在{there}，代码却是{here}的。请核对，靠近边界的可能没错。",
    "hours_absent": "没有写开放时间，骑手看到的是“时间不详”。",
    "hours_unreadable": "开放时间没有读懂，原话照写，骑手看到的是“时间不明”。",
    "hours_too_long": "开放时间太长，没有读。原话照写，骑手看到的是“时间不明”。",
    "hours_vague": "开放时间没有说定，原话照写，骑手看到的是“时间不明”。",
    "hours_by_appointment": "要预约才开，原话照写，骑手看到的是“时间不明”。",
    "hours_suspended": "写的是暂停开放，没说到哪天。原话照写，骑手看到的是“时间不明”。",
    "amenity_unknown": "没有对应的设施，照原文写：{words}。",
    "family_unknown": "没有对应的站点类型，照原文写：{words}。",
    "entry_unknown": "进门方式没有读懂，写进了进门说明：{words}。",
    "duplicate_row": "和第 {line} 行同名，相距 {metres} 米。是同一个站吗？",
    "duplicate_station": "和已有的{station}同名，相距 {metres} 米。是同一个站吗？",
    "edited_here": "站点管理员改过{fields}，保留管理员的，没有用文件里的。",
}
REFUSED: Final = {
    "too_many_columns": "比表头多 {count} 格，可能有一格里的逗号没有加引号。",
    "too_few_columns": "比表头少 {count} 格。",
    "control_character": "里面有看不见的控制字符。请删掉后重填。",
    "name_lost": "名称里的字变成了问号，原来的字丢了。请换一份没有转坏的表。",
    "number_taken": "编号 {number} 已经是{station}，名字和位置都不一样。是重新编号了吗？",
    "division_not_yours": "{name}（{words}）不归您管，不能收。请交给那里的管理员。",
    "station_not_yours": "这一行就是{station}，它在{name}，不归您管，不能改。",
    "name_absent": "没有名称。",
    "sample_row": "这是样例里的示例，不是真的驿站。请改成真的，或者删掉这一行。",
    "too_long": "太长：{count} 个字，最多 {most} 个。",
    "row_repeated": "和第 {line} 行一模一样，只收那一行。",
    "left_out": "您勾掉了这一行，没有收。",
    "twice_in_file": "编号和第 {line} 行相同。一个编号只能是一个站。",
    "code_destroyed": "表格软件把代码改成了 {words}，原来的数字丢了。请把这一列设为文本，重新填。",
    "code_unreadable": "代码 {words} 不是 6、9 或 12 位数字。",
    "division_unplaced": "没有可用的行政区划代码，按坐标也查不到是哪个区县。",
    "division_unknown": "没有 {words} 这个区划代码。",
    "division_foreign": "{words} 不是本省的区划代码。",
    "division_abolished": "{name}（{words}）{on} 起已撤销{successor}。",
    "coordinates_absent": "没有坐标，地图上找不到它。",
    "coordinates_unreadable": "坐标 {words} 没有读懂。请填十进制的度，如 112.98。",
    "decimal_comma": "坐标 {words} 用逗号作小数点。请改成点。",
    "coordinates_not_finite": "坐标 {words} 不是一个数。",
    "coordinates_zero": "坐标是 0，可能没有填。",
    "coordinates_swapped": "经度和纬度填反了。",
    "outside_province": "坐标 {words} 不在本省。",
    "hours_impossible": "没有“{words}”这个时间。",
}
#: What a manager may have edited, in the words of the report.
EDITED_WORDS: Final = {
    "name": "名称",
    "family": "类型",
    "division": "区划",
    "address": "地址",
    "lon": "坐标",
    "hours": "开放时间",
    "entry": "进门方式",
    "entry_note": "进门说明",
    "gate_words": "门口怎么说",
    "parking": "电动车停放",
    "phone": "电话",
    "responsible": "负责单位",
    "amenities": "设施",
    "closed": "开闭（已关闭）",
}
SENTENCES: Final = {**FIXED, **WARNED, **REFUSED}


@lru_cache(1000)
def remark(field: str, code: str, /, **facts: Hashable) -> Remark:
    """Say one thing of one cell; the code decides the verdict. Most is said of many rows."""
    verdict: Verdict = "fixed" if code in FIXED else "warned" if code in WARNED else "refused"
    return Remark(verdict, field, code, SENTENCES[code].format(**facts))


def worst(remarks: Sequence[Remark]) -> Verdict:
    return max((one.verdict for one in remarks), key=VERDICTS.index)


def summed_up(line: int, remarks: list[Remark], *, name: str = "") -> Said:
    """The verdict on a row of which there is something to say."""
    gravest, *others = sorted(remarks, key=lambda one: -VERDICTS.index(one.verdict))
    return Said(
        line,
        gravest.verdict,
        gravest.field,
        gravest.code,
        gravest.message,
        more=tuple(others),
        name=name,
    )
