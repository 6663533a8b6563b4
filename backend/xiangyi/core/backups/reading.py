"""Reading a backup: nothing is believed before all of it has been found whole."""

import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BufferedReader
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

import msgspec

from xiangyi.core.backups.catalogue import Table
from xiangyi.core.backups.manifest import APP, FORMAT, MEMBER, Manifest, Origin, StoredTable
from xiangyi.core.backups.refusing import CannotRestore
from xiangyi.core.progress import Progress

_PART: Final = 1 << 18
#: What Python's zipfile says of damage, depending on where it is.
_DAMAGE = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


class Backup:
    """An opened backup; only once `check` has returned may its rows be used."""

    def __init__(self, path: Path, archive: ZipFile, manifest: Manifest) -> None:
        self.manifest = manifest
        self._path, self._archive = path, archive

    def check(self, known: Collection[str], show: Progress) -> None:
        """Read everything once.

        Args:
            known: the migrations that this code has.

        Raises:
            CannotRestore: it comes from a later version, or is damaged.
        """
        if unknown := [name for name in self.manifest.migrations if name not in known]:
            raise CannotRestore(
                f"{self._path} was made by a later version of xiangyi"
                f" ({self.manifest.version}), which applied {', '.join(unknown)};"
                " restore it with that version"
            )
        tables = self.manifest.tables
        wanted = [*(table.member for table in tables), MEMBER]
        if sorted(wanted) != sorted(self._archive.namelist()):
            raise self._damaged("its list of tables")
        with show("Checking", self.manifest.rows) as advance:
            for table in tables:
                self._check(table)
                advance(table.rows)

    def rows(self, stored: StoredTable, table: Table) -> Iterator[list[Any]]:
        """Some rows at a time, each a tuple of cells as the engine in use takes them."""
        kinds = tuple(table.kind(column) | None for column in stored.columns)
        lines: Any = msgspec.json.Decoder(tuple[kinds])  # type: ignore[valid-type]  # made of the catalogue
        with self._archive.open(stored.member) as member:
            # Lines out of a ZIP are slow without.
            reader = BufferedReader(member, _PART)  # type: ignore[type-var]  # a stream all the same
            while some := reader.readlines(_PART):
                yield lines.decode_lines(b"".join(some))

    def _check(self, table: StoredTable) -> None:
        count, found = 0, sha256()
        try:
            with self._archive.open(table.member) as member:
                while part := member.read(_PART):
                    count += part.count(b"\n")
                    found.update(part)
        except _DAMAGE as error:
            raise self._damaged(table.member) from error
        if (count, found.hexdigest()) != (table.rows, table.sha256):
            raise self._damaged(table.member)

    def _damaged(self, where: str) -> CannotRestore:
        return CannotRestore(f"{self._path} is damaged ({where}); take another backup")


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Open a backup and read what it says of itself.

    Raises:
        CannotRestore: it cannot be read, is none, was cut off, or is in a later format.
    """
    try:
        file = path.open("rb")
    except OSError as error:
        raise CannotRestore(f"{path} cannot be read: {error.strerror}") from error
    with file:
        try:
            archive = ZipFile(file)
            told = archive.read(MEMBER)
            origin = msgspec.json.decode(told, type=Origin)
            if origin.app != APP:
                raise ValueError(origin.app)
            manifest = None
            if origin.format <= FORMAT:
                manifest = msgspec.json.decode(told, type=Manifest)
        except (*_DAMAGE, KeyError) as error:
            raise CannotRestore(f"{path} is no backup of xiangyi, or was cut off") from error
        if manifest is None:
            raise CannotRestore(
                f"{path} was made by a later version of xiangyi ({origin.version});"
                " restore it with that version"
            )
        with archive:
            yield Backup(path, archive, manifest)
