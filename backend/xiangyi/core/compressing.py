"""The two compressed forms that phones ask for, made once and kept beside the file."""

import gzip

import brotli


def compress(content: bytes) -> dict[str, bytes]:
    """As small as they get, by the name of the encoding; too slow to do for each request."""
    return {"br": brotli.compress(content, quality=11), "gzip": gzip.compress(content, 9, mtime=0)}
