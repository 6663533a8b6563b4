"""One person's data as a page: Chinese, whole in itself, without scripts, readable for ever."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Final

from xiangyi.core.clock import SHANGHAI
from xiangyi.core.personal import Section

_HEAD: Final = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>我的数据</title>
<style>
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: 0.3rem 0.6rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; unicode-bidi: isolate; max-width: 30rem; }
</style>
</head>
<body>
<h1>我的数据</h1>
"""
_TAIL: Final = "</body>\n</html>\n"
_NOTHING: Final = "<p>没有。</p>\n"


def page(sections: Iterable[Section], *, at: datetime) -> bytes:
    """UTF-8; whatever stands in the data is text, and nothing is loaded from anywhere."""
    parts = [_HEAD, f"<p>{_shown(at)} 导出，北京时间。</p>\n"]
    for section in sections:
        parts.append(f"<h2>{escape(section.title)}</h2>\n")
        parts.append(_table(section) if section.rows else _NOTHING)
    return "".join([*parts, _TAIL]).encode()


def _table(section: Section) -> str:
    if len(section.rows) == 1:
        [row] = section.rows
        lines = [
            f'<tr><th scope="row">{escape(heading)}</th><td>{_cell(section, row, name)}</td></tr>\n'
            for name, heading in section.headings.items()
        ]
        return _framed(lines)
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in section.headings.values())
    lines = [
        "".join(f"<td>{_cell(section, row, name)}</td>" for name in section.headings)
        for row in section.rows
    ]
    return _framed([f"<tr>{line}</tr>\n" for line in (heads, *lines)])


def _framed(lines: Sequence[str]) -> str:
    return f'<div class="wide"><table>\n{"".join(lines)}</table></div>\n'


def _cell(section: Section, row: Mapping[str, object], name: str) -> str:
    value = row.get(name)
    return _shown(section.words.get(name, {}).get(str(value), value))


def _shown(value: object) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    return escape(str(value))
