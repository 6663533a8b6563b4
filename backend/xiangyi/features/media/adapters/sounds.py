"""What a voice note is by its content: WebM or MP4 as browsers record it, with sound alone."""

from collections.abc import Iterator
from typing import Final, Literal

#: As it is handed out again.
Kind = Literal["audio/webm", "audio/mp4"]
#: A minute of a browser's has some hundred, all levels together.
_MOST_PARTS: Final = 5_000
#: Of EBML (RFC 8794) and Matroska (RFC 9559).
_HEAD, _DOCTYPE, _SEGMENT = 0x1A45DFA3, 0x4282, 0x18538067
_TRACKS, _TRACK, _TRACK_TYPE, _CODEC, _CLUSTER = 0x1654AE6B, 0xAE, 0x83, 0x86, 0x1F43B675
#: What else a recording has; files packed in are none of it.
_BESIDE: Final = {0x114D9B74, 0x1549A966, 0x1C53BB6B, 0x1254C367, 0xEC, 0xBF}
#: Of MP4 (ISO/IEC 14496-12), in the file and in it alone.
_BOXES: Final = {*(b"moov", b"mdat", b"moof", b"mfra", b"sidx", b"styp", b"free", b"skip", b"wide")}

#: What it is, and where it begins and ends.
_Part = tuple[bytes, int, int]


class _NotOne(Exception):
    """It is no voice note."""


def kind_of(content: bytes | bytearray) -> Kind | None:
    """None where it is anything but a recording of sound, or has anything besides."""
    try:
        if content[4:8] == b"ftyp":
            _expect_mp4(bytes(content))
            return "audio/mp4"
        _expect_webm(bytes(content))
    except _NotOne:
        return None
    return "audio/webm"


def _expect_webm(content: bytes) -> None:
    whole = list(_elements(content, 0, len(content)))
    _expect([_number(id_) for id_, _, _ in whole] == [_HEAD, _SEGMENT])
    [(_, *head), (_, *segment)] = whole
    _expect([content[a:b] for a, b in _named(content, head, _DOCTYPE)] == [b"webm"])
    kinds: list[int] = []
    for id_, *inner in _elements(content, *segment):
        kinds.append(kind := _number(id_))
        if kind == _TRACKS:
            tracks = list(_named(content, inner, _TRACK))
            # What is seen, or read, would be another track.
            _expect(len(tracks) == 1)
            types, codecs = (
                [content[a:b] for a, b in _named(content, tracks[0], name)]
                for name in (_TRACK_TYPE, _CODEC)
            )
            _expect(types == [b"\x02"] and codecs == [b"A_OPUS"])
        else:
            _expect(kind in {_CLUSTER, *_BESIDE})
    _expect(kinds.count(_TRACKS) == 1 and _CLUSTER in kinds)


def _named(content: bytes, within: tuple[int, ...] | list[int], name: int) -> Iterator[list[int]]:
    return ([a, b] for id_, a, b in _elements(content, *within) if _number(id_) == name)


def _elements(content: bytes, at: int, end: int) -> Iterator[_Part]:
    for _ in range(_MOST_PARTS):
        if at == end:
            return
        id_, at = _coded(content, at, end)
        size, at = _coded(content, at, end)
        bits = 7 * len(size)
        length = _number(size) & ((1 << bits) - 1)
        # All ones: nobody knew it while it was recorded, so it goes to the end.
        stop = end if length == (1 << bits) - 1 else at + length
        _expect(stop <= end)
        yield id_, at, stop
        at = stop
    raise _NotOne


def _coded(content: bytes, at: int, end: int) -> tuple[bytes, int]:
    """A number that says itself how long it is, as it is written."""
    _expect(at < end and content[at] > 0)
    stop = at + 9 - content[at].bit_length()
    _expect(stop <= end)
    return content[at:stop], stop


def _expect_mp4(content: bytes) -> None:
    kinds: list[bytes] = []
    for kind, *inner in _boxes(content, 0, len(content)):
        _expect(kind in _BOXES if kinds else kind == b"ftyp")
        kinds.append(kind)
        if kind == b"moov":
            tracks = [(a, b) for name, a, b in _boxes(content, *inner) if name == b"trak"]
            _expect(len(tracks) == 1)
            _expect_sound(content, *tracks[0])
    _expect(kinds.count(b"moov") == 1 and b"mdat" in kinds)


def _expect_sound(content: bytes, at: int, end: int) -> None:
    media = _only(content, b"mdia", at, end)
    handler, _ = _only(content, b"hdlr", *media)
    table, stop = _only(
        content, b"stsd", *_only(content, b"stbl", *_only(content, b"minf", *media))
    )
    coded = [kind for kind, _, _ in _boxes(content, table + 8, stop)]
    _expect(content[handler + 8 : handler + 12] == b"soun" and coded in ([b"mp4a"], [b"Opus"]))


def _only(content: bytes, name: bytes, at: int, end: int) -> tuple[int, int]:
    found = [(a, b) for kind, a, b in _boxes(content, at, end) if kind == name]
    _expect(len(found) == 1)
    return found[0]


def _boxes(content: bytes, at: int, end: int) -> Iterator[_Part]:
    for _ in range(_MOST_PARTS):
        if at == end:
            return
        size, kind, start = _number(content[at : at + 4]), content[at + 4 : at + 8], at + 8
        if size == 1:
            size, start = _number(content[at + 8 : at + 16]), at + 16
        stop = at + size if size else end
        _expect(start <= stop <= end)
        yield kind, start, stop
        at = stop
    raise _NotOne


def _number(content: bytes) -> int:
    return int.from_bytes(content)


def _expect(fits: bool) -> None:  # noqa: FBT001  # it does or does not
    if not fits:
        raise _NotOne
