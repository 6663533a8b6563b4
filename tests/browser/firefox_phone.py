"""What a person does with a phone, in Firefox."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection
from typing import Any, Self, TypeVar

from tests.browser.firefox import NOTIFICATION, Firefox
from tests.processes import PATIENCE_S

Found = TypeVar("Found")
_GLANCE_S = 0.05

#: The first element of its kind with these words, once there is one and it stays where it is.
_SEE = """async (kind, words) => {
  const bare = (text) => text.replaceAll(/\\s/g, '')
  const find = () => [...document.querySelectorAll(kind)].find(
    (one) => one.checkVisibility() && bare(one.textContent).includes(bare(words))
  )
  for (let before = null; ; ) {
    await new Promise(requestAnimationFrame)
    const seen = find()
    seen?.scrollIntoView({ block: 'center', behavior: 'instant' })
    const now = seen && JSON.stringify(seen.getBoundingClientRect())
    if (seen && now === before) return seen
    before = now
  }
}"""
_SHOWN = """async () => {
  const registration = await navigator.serviceWorker.ready
  const shown = await registration.getNotifications()
  return JSON.stringify(shown.map(({ title, body, tag }) => [title, body, tag]))
}"""
_PRESS = """(words) => {
  const title = document.getElementById('alertTitleLabel')
  if (title?.getAttribute('value') !== words) return 'another'
  title.click()
  return 'pressed'
}"""


async def until(asked: Callable[[], Awaitable[Found | None]]) -> Found:
    """Ask until there is something."""
    for _ in range(int(PATIENCE_S / _GLANCE_S)):
        if found := await asked():
            return found
        await asyncio.sleep(_GLANCE_S)
    raise AssertionError(f"asked in vain: {asked.__qualname__}")


class Phone:
    """A tab of Firefox that shares no storage with any other phone's."""

    def __init__(self, firefox: Firefox, site: str, tab: str) -> None:
        self._firefox, self._site, self.tab = firefox, site, tab

    @classmethod
    async def new(cls, firefox: Firefox, site: str) -> Self:
        apart = (await firefox.do("browser.createUserContext"))["userContext"]
        told = await firefox.do("browsingContext.create", type="tab", userContext=apart)
        return cls(firefox, site, told["context"])

    async def open(self, path: str) -> None:
        url = self._site + path
        await self._firefox.do(
            "browsingContext.navigate", context=self.tab, url=url, wait="complete"
        )

    async def run(self, function: str, *words: str) -> Any:
        return await self._firefox.run(self.tab, function, *words)

    async def see(self, words: str, kind: str = "main *") -> dict[str, Any]:
        try:
            seen: dict[str, Any] = await self.run(_SEE, kind, words)
        except TimeoutError as error:
            there = await self.run("() => `${location}\\n${document.body.innerText}`")
            raise AssertionError(f"no {words} at {there}") from error
        return seen

    async def press(self, words: str, kind: str = "button") -> None:
        """With a true press, without which Firefox lets nobody ask for a permission."""
        element = {"sharedId": (await self.see(words, kind))["sharedId"]}
        middle = {"type": "element", "element": element}
        press = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": middle},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        finger = {"type": "pointer", "id": "finger", "actions": press}
        await self._firefox.do("input.performActions", context=self.tab, actions=[finger])

    async def at(self, path: str) -> None:
        """Wait until the page is there."""

        async def there() -> bool:
            return (await self._firefox.windows()).get(self.tab) == self._site + path

        await until(there)

    async def opened_besides(self, tabs: Collection[str]) -> "Phone":
        """The same phone, in the one tab that was not there before."""

        async def new() -> list[str]:
            return [tab for tab in await self._firefox.windows() if tab not in tabs]

        [tab] = await until(new)
        return Phone(self._firefox, self._site, tab)

    async def shown(self) -> list[list[str]]:
        """Title, body and tag of each notification that the worker has up, once it has one."""

        async def some() -> list[list[str]]:
            return list(json.loads(await self.run(_SHOWN)))

        return await until(some)

    async def press_notification(self, words: str) -> None:
        """Press the notification with that title where Firefox shows it, maybe among others.

        Nothing is dispatched to the worker: the click goes the way of a person's. It begins as
        `click()` on the title, since WebDriver moves no mouse over Firefox' own windows.
        """

        async def up() -> list[str]:
            windows = await self._firefox.windows("chrome")
            return [window for window, address in windows.items() if address == NOTIFICATION]

        async def pressed() -> str | None:
            for window in await up():
                if await self._firefox.run(window, _PRESS, words) == "pressed":
                    return window
            return None

        window = await until(pressed)

        async def down() -> bool:
            return window not in await up()

        await until(down)
