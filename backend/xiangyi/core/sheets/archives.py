"""Looking into a ZIP before anybody unpacks it for good: a bomb is small, and so is its fuse."""

import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from xiangyi.core.sheets.rows import refuse

#: Fifty thousand rows of nine columns take some 25 MB.
MOST_UNPACKED = 150_000_000
#: Rows that are empty but for their borders come close to a hundred; zeros reach a thousand.
_MOST_RATIO = 250
#: What is small unpacked is no bomb, however well it was packed.
_HARMLESS = 10_000_000
#: Fifty thousand rows of nine columns. openpyxl takes some 300 bytes and 3 µs for each.
MOST_TAGS = 2_000_000
#: Styles, names and the like take openpyxl fifty times as long; a worn workbook has ten thousand.
_MOST_TAGS_ELSEWHERE = 50_000
#: Where many belong, or where openpyxl does not look.
_ROOMY = ("worksheets/", "sharedStrings", "pivotCache/", "drawings/", "charts/", "media/")
_MOST_FILES = 2_000
_AT_ONCE = 1 << 18
_ENCRYPTED = 0x1


def check(content: bytes) -> None:
    """See that it is a workbook that can be unpacked and parsed without harm.

    What the archive says of itself is checked first, then every file in it is unpacked piece by
    piece and forgotten: a cut or a flipped bit shows here, and so does a sheet of so many cells
    that a parser's tree of a row would not fit into memory.

    Raises:
        FileUnreadable: zip_bomb, not_a_table, too_many_rows or broken.
    """
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_directory(archive)
            _check_files(archive)
    except (BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error):
        refuse("broken")


def _check_directory(archive: ZipFile) -> None:
    files = archive.infolist()
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > MOST_UNPACKED:
        refuse("zip_bomb")
    for file in files:
        if file.file_size > max(_HARMLESS, _MOST_RATIO * file.compress_size):
            refuse("zip_bomb")
    names = {file.filename for file in files}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        refuse("not_a_table")
    if any(file.flag_bits & _ENCRYPTED for file in files):
        refuse("not_a_table")
    # Excel knows no other way to pack, and a few bytes of LZMA can ask for gigabytes.
    if any(file.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for file in files):
        refuse("broken")


def _check_files(archive: ZipFile) -> None:
    cells = elsewhere = 0
    for file in archive.infolist():
        roomy = file.filename.removeprefix("xl/").startswith(_ROOMY)
        with archive.open(file) as unpacked:
            while piece := unpacked.read(_AT_ONCE):
                tags = piece.count(b"<")
                cells += tags if roomy else 0
                elsewhere += 0 if roomy else tags
                if cells > MOST_TAGS:
                    refuse("too_many_rows")
                if elsewhere > _MOST_TAGS_ELSEWHERE:
                    refuse("zip_bomb")
