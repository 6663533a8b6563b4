"""Voice notes as browsers record them, and as strangers make them up."""

import os


def element(id_: int, content: bytes, *, unknown: bool = False) -> bytes:
    """Of EBML; of unknown length where it was still being recorded."""
    named = id_.to_bytes((id_.bit_length() + 7) // 8)
    size = (1 << 56) - 1 if unknown else len(content)
    return named + (1 << 56 | size).to_bytes(8) + content


def track(number: int = 1, kind: bytes = b"\x02", codec: bytes = b"A_OPUS") -> bytes:
    return element(
        0xAE, element(0xD7, bytes([number])) + element(0x83, kind) + element(0x86, codec)
    )


def webm(*tracks: bytes, doctype: bytes = b"webm", more: bytes = b"") -> bytes:
    """With a second or so of noise, which no other has."""
    head = element(0x1A45DFA3, element(0x4286, b"\x01") + element(0x4282, doctype))
    parts = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40"))
    parts += element(0x1654AE6B, b"".join(tracks or (track(),))) + more
    parts += element(0x1F43B675, element(0xE7, b"\x00") + os.urandom(800), unknown=True)
    return head + element(0x18538067, parts, unknown=True)


def box(kind: bytes, content: bytes) -> bytes:
    return (len(content) + 8).to_bytes(4) + kind + content


def mp4_track(handler: bytes = b"soun", codec: bytes = b"mp4a") -> bytes:
    table = box(b"stsd", bytes(4) + (1).to_bytes(4) + box(codec, bytes(28)))
    media = box(b"hdlr", bytes(8) + handler + bytes(13))
    return box(b"trak", box(b"mdia", media + box(b"minf", box(b"stbl", table))))


def mp4(*tracks: bytes, more: bytes = b"") -> bytes:
    whole = box(b"ftyp", b"isom" + bytes(4) + b"isommp42")
    whole += box(b"moov", box(b"mvhd", bytes(100)) + b"".join(tracks or (mp4_track(),)))
    return whole + more + box(b"moof", bytes(40)) + box(b"mdat", os.urandom(800))
