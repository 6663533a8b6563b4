"""The child that looks into PDFs before anybody is handed one: no programs, nothing packed in.

Run as a module it answers as `Children` asks, with an empty body for a PDF that can be handed out.
What a reader program would do of itself, or run, is refused wherever it stands; links to press
stay. It may use little memory, and dies with its parent.
"""

import logging
import resource
import struct
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, Final

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

#: A book has some thousand.
MOST_OBJECTS: Final = 60_000
#: Ten megabytes, what its tables unpack to, and the library.
_MOST_MEMORY: Final = 600_000_000
#: What an action does that is neither showing a page of this file nor a link.
_ACTIVE: Final = {
    *("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE"),
    *("/Rendition", "/Movie", "/Sound", "/RichMediaExecute"),
}
#: What only programs, forms that are programs, and players have.
_ACTIVE_KEYS: Final = {"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/AA"}
_PACKED_KEYS: Final = {"/EF", "/EmbeddedFiles", "/Collection"}
#: What may be done when it is opened.
_HARMLESS: Final = {"/GoTo", "/Named"}
#: What a reader program would find that mends a broken table.
_SPELT_OUT: Final = {b"/JavaScript": "active", b"/Launch": "active", b"/EmbeddedFile": "packed"}


class Unreadable(Exception):
    """Why it is not handed out; the message is the reason's name."""


def examine(content: bytes) -> None:
    """Look at every object of a PDF.

    Raises:
        Unreadable: not_a_paper, damaged, locked, active, packed or too_much.
    """
    if not content.startswith(b"%PDF-"):
        raise Unreadable("not_a_paper")
    for spelt, reason in _SPELT_OUT.items():
        if spelt in content:
            raise Unreadable(reason)
    try:
        _look_through(pypdf.PdfReader(BytesIO(content)))
    except Unreadable:
        raise
    # What hostile files may raise has no end, memory that ran out included.
    except Exception as error:
        raise Unreadable("damaged") from error


def _look_through(reader: pypdf.PdfReader) -> None:
    if reader.is_encrypted:
        raise Unreadable("locked")
    ids = {(id_, generation) for generation, of in reader.xref.items() for id_ in of}
    ids |= {(id_, 0) for id_ in reader.xref_objStm}
    if len(ids) > MOST_OBJECTS:
        raise Unreadable("too_much")
    _expect_harmless(reader.trailer)
    for id_, generation in ids:
        _expect_harmless(reader.get_object(IndirectObject(id_, generation, reader)))
    if len(reader.pages) == 0:
        raise Unreadable("damaged")


def _expect_harmless(whole: object) -> None:
    for one in _dictionaries(whole):
        if _PACKED_KEYS & one.keys():
            raise Unreadable("packed")
        does = str(one["/S"]) if "/S" in one else ""
        # One action may lead to the next.
        if does in _ACTIVE or (does and "/Next" in one) or _ACTIVE_KEYS & one.keys():
            raise Unreadable("active")
        if "/OpenAction" in one:
            opening = one["/OpenAction"]
            # Where it is a list, it is the page that is shown first.
            if isinstance(opening, DictionaryObject) and opening.get("/S") not in _HARMLESS:
                raise Unreadable("active")


def _dictionaries(whole: object) -> Iterator[DictionaryObject]:
    """All in an object that are not objects of their own, which are looked at by themselves."""
    left = [whole]
    while left:
        one = left.pop()
        if isinstance(one, DictionaryObject):
            yield one
            left += [one.raw_get(key) for key in one]
        elif isinstance(one, ArrayObject):
            left += list.__iter__(one)


def _answer(content: bytes) -> bytes:
    try:
        examine(content)
    except Unreadable as reason:
        body = str(reason).encode()
        return struct.pack(">BI", 0, len(body)) + body
    return struct.pack(">BI", 1, 0)


def work(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer until there are no more requests, which is when the parent ends."""
    while len(head := requests.read(4)) == 4:  # noqa: PLR2004  # four bytes of length
        (length,) = struct.unpack(">I", head)
        answers.write(_answer(requests.read(length)))
        answers.flush()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # What is wrong with somebody's file is told to them, and nobody else.
    logging.disable(logging.CRITICAL)
    work(sys.stdin.buffer, sys.stdout.buffer)
