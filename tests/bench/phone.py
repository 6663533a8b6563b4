"""What a rider waits for after the first visit: the list without a network, the ranking."""

import json
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import msgspec
from playwright.async_api import Page
from tests.bench.figures import Bar, Figure, Missing, Peer, alone, middle
from tests.bench.province import Workshop, serving
from tests.browser import phones

from xiangyi import builder

ROOT = Path(__file__).parents[2]
SLOWED = 6
#: The six-fold slower processor of a cheap phone, as the developer tools imitate it.
_SLOW_CPU = "Emulation.setCPUThrottlingRate"

_FIVE_ROWS = """() => new Promise(done => {
  const look = () => document.querySelectorAll('ol.rows > li.row h2').length >= 5
    ? requestAnimationFrame(() => setTimeout(() => done(performance.now()))) : setTimeout(look, 4)
  look()
})"""


async def offline_start(workshop: Workshop) -> AsyncIterator[Figure]:
    """P2: from the start of the navigation to five rows painted, by the page's own clock."""
    if phones.find_chromium() is None:
        raise Missing(phones.MISSING)
    settings = await workshop.province(12_000)
    index = msgspec.json.decode((settings.packs_dir / "index.json").read_bytes())
    with serving(settings, workshop.folder / "p2.log") as port:
        async with phones.chromium(phones.find_chromium()) as browser:
            # With its own clock: a stopped one would stop the page's stopwatch too.
            phone = await browser.new_context(
                base_url=f"http://localhost:{port}",
                viewport={"width": 360, "height": 740},
                permissions=["geolocation"],
            )
            page = await phone.new_page()
            for pack in index["packs"]:
                west, south, east, north = pack["box"]
                middle_of = {"longitude": (west + east) / 2, "latitude": (south + north) / 2}
                await phone.set_geolocation(middle_of)
                await page.goto("/")
                await page.wait_for_load_state("networkidle")
            await phone.set_geolocation(phones.HERE)
            await page.goto("/")
            await page.evaluate(_FIVE_ROWS)
            await page.goto("/me/offline")
            await page.wait_for_load_state("networkidle")
            held = await page.locator("main li").count()
            await phone.set_offline(True)
            await _slow_down(page)
            times = []
            for _ in range(9):
                # As an icon starts it: there is no page before that would have to be left.
                await page.goto("about:blank")
                await page.goto("/")
                times.append(await page.evaluate(_FIVE_ROWS))
            await phone.close()
    yield alone(
        Bar("<=", 300, "ms"),
        middle(times),
        id="P2",
        name=f"offline start to five open rows, 12,000 stations in {held} prefectures held",
        unit="ms",
        note=f"{SLOWED}x slower CPU, median of 9: {', '.join(f'{one:.0f}' for one in times)}",
    )


async def ranking(workshop: Workshop) -> AsyncIterator[Figure]:
    """P3: the app's own ranking in the browser, two amenities and open now, the nearest twenty."""
    if phones.find_chromium() is None:
        raise Missing(phones.MISSING)
    settings = await workshop.province(100_000)
    script = _bundle(workshop.folder)
    with serving(settings, workshop.folder / "p3.log") as port:
        async with phones.chromium(phones.find_chromium()) as browser:
            phone = await browser.new_context(base_url=f"http://localhost:{port}", bypass_csp=True)
            page = await phone.new_page()
            await page.goto("/me/about")
            await page.add_script_tag(path=script)
            await page.evaluate("bench.load().then(packs => { globalThis.packs = packs })")
            await _slow_down(page)
            await page.evaluate("bench.times(packs, 5)")
            told = await page.evaluate("bench.times(packs, 31)")
            await phone.close()
    yield alone(
        Bar("<=", 16, "ms"),
        middle(told["ours"]),
        Peer("brute force alone", middle(told["brute"])),
        id="P3",
        name=f"ranking {told['rows']:,} stations on the phone, two amenities and open now",
        unit="ms",
        note=f"{SLOWED}x slower CPU, median of 31, worst {max(told['ours']):.1f} ms",
    )


async def _slow_down(page: Page) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send(_SLOW_CPU, {"rate": SLOWED})


def _bundle(folder: Path) -> Path:
    builder.build_if_needed(ROOT, say=print)
    node = builder.node_folder() / "bin" / "node"
    entry = ROOT / "tests" / "bench" / "ranking.entry.ts"
    options = {
        "configFile": False,
        "logLevel": "error",
        "build": {
            "outDir": str(folder / "ranking"),
            "lib": {"entry": str(entry), "formats": ["iife"], "name": "b", "fileName": "bench"},
        },
    }
    code = f"import {{ build }} from 'vite'; await build({json.dumps(options)})"
    subprocess.run(
        [str(node), "--input-type=module", "-e", code], cwd=ROOT / "pwa", check=True, timeout=120
    )
    return next((folder / "ranking").glob("bench*.js"))
