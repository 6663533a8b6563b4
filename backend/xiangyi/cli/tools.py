"""openapi, screenshots, bench, version: the commands for whoever works on the code."""

import subprocess
import sys
from pathlib import Path

import click

from xiangyi.cli.refusing import Refused, settings_for


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="A file, instead of the screen.")
def openapi(out: Path | None) -> None:
    """Write the API's description (OpenAPI 3.1, JSON)."""
    settings = settings_for()
    from xiangyi.app import openapi_document

    document = openapi_document(settings)
    if out is None:
        click.echo(document)
        return
    try:
        out.write_bytes(document + b"\n")
    except OSError as error:
        raise Refused(f"{out} cannot be written: {error.strerror}") from error


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def screenshots(folder: Path) -> None:
    """Render every screen in every theme, for people to look at."""
    _run_beside_the_tests("tests.browser.screenshots", [str(folder.absolute())])


@click.command()
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Also write a file.")
def bench(names: tuple[str, ...], json_file: Path | None) -> None:
    """Measure ourselves beside our peers on this machine."""
    more = ["--json", str(json_file.absolute())] if json_file else []
    _run_beside_the_tests("tests.bench", [*names, *more])


@click.command()
def version() -> None:
    """Say which version this is."""
    from xiangyi import __version__

    click.echo(__version__)


COMMANDS = [openapi, screenshots, bench, version]


def _run_beside_the_tests(module: str, arguments: list[str]) -> None:
    """Benchmarks and screenshots live with the tests, which no installed package carries."""
    from xiangyi.app import checkout

    root = checkout()
    place = Path(*module.split("."))
    if root is None or not ((root / place).is_dir() or (root / place.with_suffix(".py")).is_file()):
        raise Refused(f"this needs {place}, which lies in a checkout of the source")
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=root, check=False)  # noqa: S603  # no shell, our own module
    sys.exit(done.returncode)
