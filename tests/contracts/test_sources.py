"""What every source file keeps to: it says what it is, stays readable, and knows no machine."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 300
READ_BY_PEOPLE = {".py", ".ts", ".svelte", ".css"}
#: Written by a tool, for a tool.
GENERATED = re.compile(r"migrations/m\d+_|schema\.d\.ts$")
BROUGHT_ALONG = {"node_modules", "__pycache__", ".venv", ".git", "dist", "app"}


def files(*starts: str) -> Iterator[Path]:
    for start in starts:
        for path in sorted((ROOT / start).rglob("*")):
            within = path.relative_to(ROOT / start).parts
            if path.is_file() and not BROUGHT_ALONG & set(within[:1]):
                yield path.relative_to(ROOT)


SOURCES = [
    path
    for path in files("backend", "pwa", "tests")
    if path.suffix in READ_BY_PEOPLE
    and not GENERATED.search(path.as_posix())
    and "node_modules" not in path.parts
]


@pytest.mark.parametrize("path", SOURCES, ids=str)
def test_a_file_stays_readable(path):
    assert len((ROOT / path).read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", [path for path in SOURCES if path.suffix == ".py"], ids=str)
def test_a_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse((ROOT / path).read_text())), "no docstring"


def test_the_glossary_of_a_feature_imports_nothing():
    for path in (ROOT / "backend/xiangyi/features").glob("*/__init__.py"):
        tree = ast.parse(path.read_text())
        assert [type(node).__name__ for node in tree.body] == ["Expr"], path


#: Spelt apart, so that this file does not name them either.
HOSTS = ["registry" + ".npmjs.org", "pypi" + ".org", "python" + "hosted.org", "npmmirror" + ".com"]
HOME_OF_SOMEBODY = re.compile(r"""(?<![\w.:$}/-])/(?:work|root|home/\w+|Users/\w+|opt/\w+)/""")


def test_nothing_names_a_registry_or_a_place_on_one_machine():
    found = []
    for path in [*files("backend", "pwa", "tests", "static", ".ci"), *top_level()]:
        if "node_modules" in path.parts or not (text := as_text(ROOT / path)):
            continue
        found += [f"{path}: {host}" for host in HOSTS if host in text]
        found += [f"{path}: {place[0]}" for place in HOME_OF_SOMEBODY.finditer(text)]
    assert found == []


def top_level() -> list[Path]:
    named = ["README.md", "pyproject.toml", ".gitignore", "LICENSE"]
    return [Path(name) for name in named if (ROOT / name).exists()]


def as_text(path: Path) -> str:
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""
