"""import stations, import undo, export stations: the lists of offices, in and out."""

import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from xiangyi.cli.data import content_of, file_argument, import_, on_database
from xiangyi.cli.options import data_option
from xiangyi.cli.refusing import USAGE, Refused, settings_for

if TYPE_CHECKING:
    from xiangyi.features.stations.service.importing.lists import Report

#: So many rows are told on a terminal; the report has them all.
_MOST_TOLD = 20
_SOME_REFUSED = 1
_WHY_UNREADABLE = {
    "empty": "it is empty",
    "header_only": "it has a header and no rows",
    "no_header": "no row of its first twenty is a header that names the station's name",
    "mixed_encodings": "its lines are in mixed encodings",
    "unknown_encoding": "it is in none of UTF-8, UTF-16 and GB18030",
    "unclosed_quote": "a quote is opened and never closed",
    "nul_bytes": "NUL bytes stand in it",
    "replaced_letters": "question marks stand where letters were, which a wrong conversion lost",
    "zip_bomb": "it would unpack to more than any list needs",
    "too_large": "it is larger than 20 MB",
    "too_many_rows": "it has more than 100,000 rows",
    "not_a_table": "it is neither CSV nor XLSX nor GeoJSON",
    "broken": "it is cut off or damaged",
    "not_points": "it is JSON, but no collection of GeoJSON features",
}


@import_.command()
@file_argument
@click.option("--datum", required=True, help="In which the points are: wgs84, gcj02 or bd09.")
@click.option("--source", default="", help="Whose list it is; the file's name if nothing is said.")
@click.option("--dry-run", is_flag=True, help="Write nothing and say what would come of it.")
@click.option("--report", type=click.Path(path_type=Path), help="Write every verdict as JSON.")
@data_option
def stations(  # noqa: PLR0913  # a command's options are the function's
    file: Path, datum: str, source: str, *, dry_run: bool, report: Path | None, data: Path | None
) -> None:
    """Stations from a list as an office sends it: CSV, XLSX or GeoJSON.

    Rows that are refused stay out, the others land in one transaction; exit code 0 if none
    was refused, 1 if some were, 2 if the file as a whole cannot be read.
    """
    settings, content = settings_for(data), content_of(file, USAGE)
    if report:
        _check_writable(report)

    async def take_in() -> "Report":
        from xiangyi.core.clock import utc_now
        from xiangyi.core.sheets.rows import FileUnreadable
        from xiangyi.features.stations.service.importing.lists import SentList, import_stations

        with click.progressbar(length=1, label="Reading", file=sys.stderr) as bar:

            def progress(done: int, steps: int) -> None:
                bar.length = max(steps, 1)
                bar.update(done - bar.pos)

            try:
                return await import_stations(
                    SentList(content, file.name, datum, source),
                    dry_run=dry_run,
                    now=utc_now(),
                    progress=progress,
                )
            except FileUnreadable as error:
                raise Refused(_why(file, **error.facts), USAGE) from error

    told = on_database(settings, take_in, USAGE)
    _tell(told)
    if report:
        _write(report, told)
    sys.exit(_SOME_REFUSED if told.refused else 0)


@import_.command()
@click.argument("batch")
@data_option
def undo(batch: str, data: Path | None) -> None:
    """Take a list back: its BATCH is named when it is imported."""
    settings = settings_for(data)

    async def take_back() -> str:
        from xiangyi.core.clock import utc_now
        from xiangyi.features.stations.service.importing.undoing import undo_import

        done = await undo_import(batch, now=utc_now())
        lines = [f"Taken back: {done.restored} restored, {done.closed} closed."]
        if done.changed_since:
            lines.append(f"Changed since and left alone: {', '.join(done.changed_since)}.")
        return "\n".join(lines)

    click.echo(on_database(settings, take_back))


def _why(file: Path, *, reason: object, line: object = None) -> str:
    where = f" (line {line})" if line else ""
    return (
        f"{file.name} cannot be read: {_WHY_UNREADABLE[str(reason)]}{where}; nothing was imported"
    )


def _check_writable(file: Path) -> None:
    """Before anything lands, because what lands without its report is hard to take back."""
    try:
        file.open("ab").close()
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}", USAGE) from error


def _write(file: Path, told: "Report") -> None:
    import msgspec

    try:
        file.write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n")
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}") from error


def _tell(told: "Report") -> None:
    for row in told.rows[:_MOST_TOLD]:
        where = f" {row.field}" if row.field else ""
        click.echo(f"{row.line}{where} [{row.verdict}: {row.code}] {row.message}")
    if more := told.rows[_MOST_TOLD:]:
        counts = Counter(row.verdict for row in more)
        listed = ", ".join(f"{count} {verdict}" for verdict, count in counts.items())
        click.echo(f"and {len(more)} more ({listed}); --report FILE.json has them all")
    if told.ignored_columns:
        click.echo(f"Columns not read: {', '.join(told.ignored_columns)}.")
    if told.sheets_not_read:
        listed = ", ".join(told.sheets_not_read)
        click.echo(f"Sheets not read: {listed}. Save each as a file of its own.")
    if told.passed_over:
        lines = ", ".join(map(str, told.passed_over))
        click.echo(f"No stations, passed over: rows {lines}.")
    if told.vanished:
        click.echo(f"{len(told.vanished)} stations of {told.source} are not in it; they stay.")
    click.echo(
        f"{told.accepted} accepted, {told.fixed} fixed, {told.warned} warned,"
        f" {told.refused} refused: {'would be ' if told.dry_run else ''}{told.added} added,"
        f" {told.changed} changed, {told.unchanged} unchanged."
    )
    if told.batch:
        click.echo(f"Batch {told.batch}; `xiangyi import undo {told.batch}` takes it back.")


@click.group()
def export() -> None:
    """Write what is kept into a file that others can read."""


@export.command("stations")
@click.option("--format", "format_", type=click.Choice(["geojson", "csv", "xlsx"]), required=True)
@click.option("--out", type=click.Path(path_type=Path), help="The file; standard output without.")
@data_option
def export_stations(format_: str, out: Path | None, data: Path | None) -> None:
    """All open stations with everything that `import stations` reads, mobile numbers too.

    What anyone may have, without them, is served at /api/open-data/.
    """
    settings = settings_for(data)

    async def write_out() -> None:
        from xiangyi.core.clock import SHANGHAI, utc_now
        from xiangyi.features.stations.service import exporting

        licence = exporting.Licence(settings.licence, utc_now().astimezone(SHANGHAI).date())
        with _opened(out) as file:
            if format_ == "xlsx":
                file.write(await exporting.xlsx_file(licence))
                return
            made = exporting.csv_file if format_ == "csv" else exporting.geojson_file
            async for piece in made(licence, public=False):
                file.write(piece)

    on_database(settings, write_out)


@contextmanager
def _opened(out: Path | None) -> Iterator[BinaryIO]:
    """The file under another name until it is whole; standard output where none is named."""
    if out is None:
        yield sys.stdout.buffer
        return
    unfinished = out.with_name(f".{out.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            yield file
        unfinished.replace(out)
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}") from error
    finally:
        unfinished.unlink(missing_ok=True)


COMMANDS = [export]
