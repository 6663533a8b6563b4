"""A phone that has had the app for a day, as two who report count for two."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.async_api import Page

from xiangyi.core import keys
from xiangyi.features.identity.service import meeting

#: What the phone's own store has under a name, and what it is to have there.
FILES = """([name, record]) => new Promise((resolve) => {
  indexedDB.open('xiangyi').onsuccess = ({ target }) => {
    const files = target.result.transaction('files', 'readwrite').objectStore('files')
    const done = record ? files.put(record, name) : files.get(name)
    done.onsuccess = () => resolve(done.result)
  }
})"""


async def since_yesterday(page: Page, province: Path) -> None:
    """Let a phone have had the app for a day, as the server would have told it then."""
    # `wait_for_function` takes a promise for a yes.
    met = await page.evaluate(
        f"""async () => {{
          for (;;) {{
            const met = await ({FILES})(['deviceMet'])
            if (met) return met
            await new Promise(requestAnimationFrame)
          }}
        }}"""
    )
    keys.use_file(province / "keys")
    assert meeting.met_at(met["path"], met["text"]) is not None
    yesterday = datetime.now(UTC) - timedelta(days=1, minutes=1)
    record = met | {"text": meeting.meet(met["path"], now=yesterday)}
    await page.evaluate(FILES, ["deviceMet", record])
