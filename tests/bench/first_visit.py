"""P1: a first visit by Lighthouse's mobile settings, ours beside the same page on Vant."""

import asyncio
import json
import os
import re
import shutil
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import brotli
from msgspec import Struct
from tests.bench import npm
from tests.bench.figures import Bar, Figure, Missing, Peer, alone, middle
from tests.bench.province import DEMO, Workshop, serving
from tests.browser import phones

ROOT = Path(__file__).parents[2]
_VANT = Path(__file__).parent / "vant"
_LIGHTHOUSE = "lighthouse@13.5.0"
_VISITS = 5
_APPLIED, _SIMULATED = "devtools", "simulate"


class Visit(Struct):
    """Performance out of 100, and seconds to the largest paint."""

    score: float
    paint_s: float


async def bench(workshop: Workshop) -> AsyncIterator[Figure]:
    """Throttled for true: Slow 4G and a 4x slower processor.

    Beside it stands what Lighthouse works out from an unthrottled visit, in which the app is
    there before the page's own first sentence could be painted.
    """
    lighthouse = _lighthouse()
    settings = await workshop.province(DEMO)
    vant, why_not = _built_or_why_not()
    with serving(settings, workshop.folder / "p1.log") as port:
        applied = await _visits(lighthouse, port, _APPLIED, workshop.folder)
        simulated = await _visits(lighthouse, port, _SIMULATED, workshop.folder)
    theirs: list[Visit] = []
    if vant:
        with serving(settings, workshop.folder / "p1-vant.log", peer=vant) as port:
            theirs = await _visits(lighthouse, port, _APPLIED, workshop.folder)
    told = f"first visit without a position, median of {_VISITS}"
    scores = [visit.score for visit in applied]
    paints = [visit.paint_s for visit in applied]
    yield alone(
        *(Bar(">=", 100), middle(scores)),
        *_beside([one.score for one in theirs]),
        Peer("ours, worked out by Lighthouse", middle([one.score for one in simulated])),
        id="P1",
        name=f"Lighthouse mobile performance, {told}",
        note=f"worst {min(scores):.0f}{why_not}",
    )
    yield alone(
        *(Bar("<=", 1.5, "s"), middle(paints)),
        *_beside([one.paint_s for one in theirs]),
        Peer("ours, worked out by Lighthouse", middle([one.paint_s for one in simulated])),
        id="P1",
        name=f"largest contentful paint, {told}",
        unit="s",
        note=f"worst {max(paints):.2f} s",
    )
    yield alone(
        *(Bar("<=", 40, "kB"), _first_load(ROOT / "static" / "app") / 1000),
        *_beside([_first_load(vant) / 1000] if vant else []),
        id="P1",
        name="first load, brotli",
        unit="kB",
    )


def _beside(theirs: list[float]) -> list[Peer]:
    return [Peer("the same page on Vant", middle(theirs))] if theirs else []


async def _visits(lighthouse: Path, port: int, how: str, folder: Path) -> list[Visit]:
    url = f"http://localhost:{port}/"
    return [await asyncio.to_thread(_visit, lighthouse, url, how, folder) for _ in range(_VISITS)]


def _visit(lighthouse: Path, url: str, how: str, folder: Path) -> Visit:
    """Make one cold visit."""
    out = folder / "lighthouse.json"
    chrome = "--headless=new --no-sandbox --disable-gpu --no-first-run --disable-sync"
    command = [str(npm.node()), str(lighthouse), url, "--output=json", f"--output-path={out}"]
    command += ["--quiet", f"--chrome-flags={chrome}", "--only-categories=performance"]
    done = subprocess.run(
        [*command, f"--throttling-method={how}"],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": phones.find_chromium() or ""},
        timeout=180,
        check=False,
    )
    if done.returncode:
        raise Missing(f"lighthouse failed: {done.stderr[-300:]}")
    told = json.loads(out.read_bytes())
    score = told["categories"]["performance"]["score"]
    if score is None:
        raise Missing("lighthouse saw no paint, as happens on a machine that is too busy")
    paint = told["audits"]["largest-contentful-paint"]["numericValue"] / 1000
    return Visit(score * 100, paint)


def _first_load(built: Path) -> int:
    """Bytes of all that the first screen loads, compressed as well as brotli can."""
    page = (built / "index.html").read_text()
    pieces = ["index.html", *re.findall(r'"/(assets/[^"]+\.(?:js|css))"', page)]
    return sum(len(brotli.compress((built / piece).read_bytes())) for piece in pieces)


def _lighthouse() -> Path:
    script = npm.CACHE / "node_modules" / "lighthouse" / "cli" / "index.js"
    if phones.find_chromium() is None:
        raise Missing(phones.MISSING)
    if not script.is_file():
        npm.install(npm.CACHE, _LIGHTHOUSE)
        if not script.is_file():
            raise Missing("npm brought no lighthouse")
    return script


def _built_or_why_not() -> tuple[Path | None, str]:
    try:
        return _vant(), ""
    except Missing as missing:
        return None, f"; no Vant beside it: {missing}"


def _vant() -> Path:
    """Build the same page on Vant, as its guide says: on demand, for production, minified."""
    place = npm.CACHE / "vant"
    shutil.copytree(_VANT, place, dirs_exist_ok=True)
    vite = place / "node_modules" / "vite" / "bin" / "vite.js"
    npm.install(place)
    done = subprocess.run(
        [str(npm.node()), str(vite), "build"],
        cwd=place,
        capture_output=True,
        check=False,
        timeout=120,
    )
    if done.returncode:
        raise Missing(f"vite could not build it: {done.stderr.decode()[-300:]}")
    for file in [*place.glob("dist/*.html"), *place.glob("dist/assets/*.*")]:
        file.with_name(f"{file.name}.br").write_bytes(brotli.compress(file.read_bytes()))
    return place / "dist"
