"""What a person sees in a cell of a spreadsheet, as text."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from openpyxl.styles.numbers import is_datetime

#: A format that fills up with zeros, as for codes and telephone numbers.
_ZEROS = re.compile("0{2,}")
_MIDNIGHT = time()


def shown(value: object, number_format: str) -> str:
    """Write a cell's value as openpyxl reads it.

    Numbers are written in full whatever their format rounds or a narrow column hides, with the
    fifteen digits that Excel keeps: 430102001000, 112.99.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, date | time | timedelta):
        return _moment(value, number_format)
    return str(value)


def _number(value: float, number_format: str) -> str:
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    if "%" in number_format:
        return f"{_plain(exact * 100)}%"
    plain = _plain(exact)
    return plain.zfill(len(number_format)) if _ZEROS.fullmatch(number_format) else plain


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: date | time | timedelta, number_format: str) -> str:
    if isinstance(value, timedelta):
        return _duration(value)
    if isinstance(value, datetime):
        clock = _clock(value.time())
        if is_datetime(number_format) == "time":
            return clock
        day = value.date().isoformat()
        return day if value.time() == _MIDNIGHT else f"{day}T{clock}"
    return _clock(value) if isinstance(value, time) else value.isoformat()


def _clock(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _duration(value: timedelta) -> str:
    """Write hours that go on after midnight: 24:00."""
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    text = f"{minutes // 60:02}:{minutes % 60:02}"
    return f"{text}:{seconds:02}" if seconds else text
