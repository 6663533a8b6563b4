"""Who may import whom in the app: the zones are the folders."""

import re
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "pwa" / "src"
IMPORT = re.compile(
    r"""(?:^|[\s;}>])(?:import|export)\s(?:[^'"`;]*?\sfrom\s*)?['"]([^'"]+)['"]"""
    r"""|\bimport\(\s*['"]([^'"]+)['"]\s*\)""",
    re.MULTILINE,
)
BELOW_FEATURES = {"api", "store", "ui", "i18n"}
#: From a zone to those it may import; each may import itself, and main.ts may import `app`.
MAY = {
    "main.ts": {"app", *BELOW_FEATURES},
    "app": {"features", *BELOW_FEATURES},
    "features": BELOW_FEATURES,
    "api": {"store"},
    "ui": {"i18n", "store"},
    "i18n": {"store"},
    "store": set(),
    "worker": {"store"},
}


def zone_of(path: Path) -> str:
    """The first folder under src; for a feature, its own folder too."""
    parts = path.relative_to(SRC).parts
    return "/".join(parts[:2]) if parts[0] == "features" else parts[0]


def imports(path: Path) -> list[Path]:
    """What a file takes from elsewhere in src, whether at once or when it is needed."""
    named = [first or second for first, second in IMPORT.findall(path.read_text())]
    targets = [(path.parent / name).resolve() for name in named if name.startswith(".")]
    return [target for target in targets if target.is_relative_to(SRC)]


SOURCES = sorted([*SRC.rglob("*.ts"), *SRC.rglob("*.svelte")])


def test_every_folder_is_a_zone():
    assert {zone_of(path).split("/")[0] for path in SOURCES} <= {*MAY, "app.d.ts", "vite-env.d.ts"}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(SRC)))
def test_a_file_imports_only_what_lies_below(path):
    own = zone_of(path)
    allowed = MAY.get(own.split("/")[0], set())
    wrong = [
        str(target.relative_to(SRC))
        for target in imports(path)
        if (zone := zone_of(target)) != own and zone.split("/")[0] not in allowed - {own}
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import { a } from '../store/near.ts'", "store"),
        ("import type { A } from '../store/near'", "store"),
        ("import {\n  a,\n  b,\n} from '../ui/Bar.svelte'", "ui"),
        ("import '../ui/base.css'", "ui"),
        ("export { a } from '../store/near.ts'", "store"),
        ("const page = () => import('../features/me/Me.svelte')", "features/me"),
        ("<script lang='ts'>import a from '../app/routes.ts'</script>", "app"),
        ("// import is a word, and so is 'from'", None),
    ],
)
def test_the_reader_of_imports_sees_them_all(tmp_path, monkeypatch, source, found):
    monkeypatch.setattr(f"{__name__}.SRC", tmp_path)
    (tmp_path / "features").mkdir()
    path = tmp_path / "features" / "here.svelte"
    path.write_text(source)
    assert [zone_of(target) for target in imports(path)] == ([found] if found else [])
