"""Being signed in where a screen is looked at, without the two screens that lead there."""

from playwright.async_api import Page


async def become(page: Page, person: str) -> None:
    """Have the phone keep what it keeps of one of the cast: what it opens next is theirs."""
    answer = await page.request.post(f"/api/demo/cast/{person}")
    told = await answer.json()
    await page.goto("/health")
    await page.evaluate(
        "who => localStorage.setItem('xiangyi.who', JSON.stringify(who))",
        {"is": "in", "me": told["me"]},
    )
