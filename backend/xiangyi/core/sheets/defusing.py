"""Cells that a spreadsheet would run: made harmless on the way out, and themselves on the way in.

Excel and WPS compute what begins with = + - @, also in full width and behind blanks; a tab or a
line break at the front can push the rest into a cell of its own. Such a cell gets an apostrophe
before it, and one that has apostrophes before such a beginning already gets one more, so that
taking one away always gives the cell that was. Every other cell stays as it is, a lonely
apostrophe too.

A plain negative number, -12.5, computes to itself and stays a number for whoever calculates with
it. A telephone number with its country, +86 731…, would be added up, so it is defused.
"""

import re

_DANGEROUS = re.compile(
    r"'*(?:[\t\r\n]|[\s\ufeff\u200b]*(?:[=+@＝＋－＠]|-(?![0-9]+(?:\.[0-9]+)?\Z)))"
)


def defuse(cell: str) -> str:
    return f"'{cell}" if _DANGEROUS.match(cell) else cell


def undefuse(cell: str) -> str:
    """Give back what was handed to defuse."""
    return cell[1:] if cell.startswith("'") and _DANGEROUS.match(cell) else cell
