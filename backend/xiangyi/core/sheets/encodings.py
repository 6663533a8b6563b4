"""Which encoding a file of text is in. Decided strictly: a lenient guess makes a false name."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from xiangyi.core.sheets.rows import refuse

Kind = Literal["utf-8", "gb18030", "both", "neither"]

#: No longer character has one of the bytes left out here in it, in UTF-8 as in GB18030.
_PIECE = re.compile(rb"[^\x00-\x2f\x3a-\x3f]+")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_THREE_BYTES = re.compile("[\u0800-\U0010ffff]")
_NOT_CHINESE = re.compile("[^\x00-\x7f\u2010-\u203f\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_END = re.compile(rb"\r\n|\r|\n")
#: The letter for what could not be read, and how it looks after one more wrong turn.
_REPLACED = re.compile("\ufffd|锟斤拷")
#: So many different characters tell whether a text can be Chinese.
_ENOUGH = 2_000


def decode(content: bytes) -> tuple[str, str]:
    """Return the text without a mark of byte order, and what it was in.

    That is utf-8, utf-8-sig, utf-16 or gb18030.

    Raises:
        FileUnreadable: mixed_encodings, unknown_encoding, broken (cut off inside a letter),
            nul_bytes or replaced_letters; with the line of text where one is to blame.
    """
    text, encoding = _decoded(content)
    if "\0" in text:
        refuse("nul_bytes", _line(text.partition("\0")[0].encode()))
    if replaced := _REPLACED.search(text):
        refuse("replaced_letters", _line(text[: replaced.start()].encode()))
    return text, encoding


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return content.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            refuse("broken" if error.end == len(content) else "unknown_encoding")
    if (nul := content.find(b"\0")) >= 0:
        refuse("nul_bytes", _line(content[:nul]))
    marked = content.startswith(codecs.BOM_UTF8)
    content = content.removeprefix(codecs.BOM_UTF8)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        before = content[: error.start]
        if error.end == len(content) and not before.isascii():
            refuse("broken", _line(before))
        _refuse_mixed(content)
        if marked:
            refuse("unknown_encoding", _line(before))
        return _chinese(content), "gb18030"
    if not marked and _is_utf8_by_chance(text, content):
        return content.decode("gb18030"), "gb18030"
    return text, "utf-8-sig" if marked else "utf-8"


def _chinese(content: bytes) -> str:
    """Read GB18030, unless it comes out as what nobody writes.

    Nearly every pair of bytes is a character in GB18030, so Big5 and Shift JIS can be read as it
    too. What comes out is then mostly outside the 6,763 characters that everybody knows.
    """
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError as error:
        cut = error.end == len(content) and error.reason.startswith("incomplete")
        refuse("broken" if cut else "unknown_encoding")
    counted = Counter(text)
    for letter in filter(str.isascii, list(counted)):
        del counted[letter]
    letters = counted.most_common(_ENOUGH)
    known = sum(count for letter, count in letters if _is_well_known(letter))
    if known * 2 < sum(count for _, count in letters):
        refuse("unknown_encoding")
    return text


def _is_utf8_by_chance(text: str, content: bytes) -> bool:
    """Whether good UTF-8 is GB18030 all the same, as 联通 is.

    Chinese takes three bytes in UTF-8. Where none does and the two bytes stand in company, which
    those of `é` or `°` seldom do, the other reading decides.
    """
    if _THREE_BYTES.search(text):
        return False
    runs = _NOT_ASCII.findall(text)
    if not runs or any(len(run) == 1 for run in runs):
        return False
    try:
        other = content.decode("gb2312")
    except UnicodeDecodeError:
        return False
    return not _NOT_CHINESE.search(other)


def _is_well_known(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


class _Piece(Struct, frozen=True):
    """Letters between two commas, blanks or the like, and what they can be read as."""

    start: int
    kind: Kind


def _refuse_mixed(content: bytes) -> None:
    """Find lines put together out of two files.

    UTF-8 often reads as GB18030 without complaint, as gibberish. So each piece is asked what it
    can be, rather than the whole, and what can be both counts as UTF-8 only if it is plain
    Chinese there and gibberish here.
    """
    pieces = _pieces(content)
    first = next(pieces, None)
    turn = next((piece for piece in pieces if first and piece.kind != first.kind), None)
    if not first or not turn:
        return
    rest = (piece.kind for piece in pieces)
    if "utf-8" in {first.kind, turn.kind} or "utf-8" in rest:
        refuse("mixed_encodings", _line(content[: turn.start]))


def _pieces(content: bytes) -> Iterator[_Piece]:
    for found in _PIECE.finditer(content):
        piece = found.group()
        if not piece.isascii():
            kind = _kind(piece)
            if kind != "both":
                yield _Piece(found.start(), kind)


def _kind(piece: bytes) -> Kind:
    utf_8, gb18030 = _read(piece, "utf-8"), _read(piece, "gb18030")
    if utf_8 is None:
        return "neither" if gb18030 is None else "gb18030"
    if gb18030 is None:
        return "utf-8"
    plain = not _NOT_CHINESE.search(utf_8)
    gibberish = not all(map(_is_well_known, gb18030))
    return "utf-8" if plain and gibberish else "both"


def _read(piece: bytes, encoding: str) -> str | None:
    try:
        return piece.decode(encoding)
    except UnicodeDecodeError:
        return None


def _line(before: bytes) -> int:
    """Return the line that comes next, however lines end here."""
    return len(_END.findall(before)) + 1
