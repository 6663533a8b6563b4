"""What the phone takes for the most is what the server takes, in one number."""

import re
from pathlib import Path

from xiangyi.features.media.adapters.intake import MOST_BYTES
from xiangyi.features.media.service.papers import MOST_BYTES as PAPER_BYTES
from xiangyi.features.media.service.voices import MOST_BYTES as VOICE_BYTES

SOURCE = Path(__file__).parents[2] / "pwa" / "src"
LIMITS = SOURCE / "api" / "limits.ts"
WRITTEN = """/** What the server takes, in its own words: see tests/contracts/test_limits.py. */

export const PHOTO_BYTES = {photo}
export const PAPER_BYTES = {paper}
export const VOICE_BYTES = {voice}
"""
#: Ten megabytes or ten mebibytes, however it is spelt.
ANOTHER = re.compile(r"\b10 (MB|\* 2 \*\* 20|\* 1024)|\b10_000_000\b|\b10_485_760\b")


def test_the_phone_takes_the_servers_number(tmp_path):
    """Where it fails: copy the file that it names over pwa/src/api/limits.ts."""
    fresh = tmp_path / "limits.ts"
    most = {"photo": MOST_BYTES, "paper": PAPER_BYTES, "voice": VOICE_BYTES}
    fresh.write_text(WRITTEN.format(**{name: f"{size:_}" for name, size in most.items()}))
    assert fresh.read_text() == LIMITS.read_text(), f"stale: cp {fresh} {LIMITS}"


def test_no_other_file_of_the_app_says_it_again():
    written = (path for kind in ("ts", "svelte") for path in SOURCE.rglob(f"*.{kind}"))
    ours = (path for path in written if not path.name.endswith(".d.ts"))
    said = [path.name for path in ours if ANOTHER.search(path.read_text())]
    assert said == [LIMITS.name]
