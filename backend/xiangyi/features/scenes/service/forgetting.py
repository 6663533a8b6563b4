"""Letting go of what somebody wrote of scenes, when their account goes.

As with stations: what still stands is the scene's own, for riders to read; what has been replaced
since, or was told of a scene that has closed, goes out of its history too.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec import Struct

from xiangyi.core.db import run
from xiangyi.core.histories import brought_by, has_number, pattern_of
from xiangyi.features.scenes.tables import Scene, SceneRevision

#: Under which names the path leads to a text, and the text.
Text = tuple[str, str]

#: What somebody writes in words of their own, wherever it stands among the facts.
_WORDS: Final = {
    *("name", "note", "address", "responsible", "gatePhone", "gateWords"),
    *("lift", "basement", "words", "contact", "proof"),
}
#: No scene, part of one or guide is without them.
_NEEDED: Final = {"name", "words"}
_GONE: Final = "—"


async def forget_of(account: UUID) -> None:
    """Erase what an account wrote and no longer stands, in the caller's transaction."""
    scenes = (
        await SceneRevision.select(SceneRevision.scene)
        .distinct()
        .where(SceneRevision.account == account)
        .output(as_list=True)
    )
    for scene in scenes:
        told = await _told(scene)
        await _take_out(told, brought_by(account, told.texts()))


async def forget_number(phone: str, _: datetime) -> None:
    """Take a phone number out of what anybody wrote and no longer stands, in the transaction."""
    like = pattern_of(phone)
    rows = await run(
        'SELECT DISTINCT scene FROM scene_revision WHERE "before" LIKE {} OR "after" LIKE {}',
        *(like, like),
    )
    for row in rows:
        told = await _told(UUID(str(row["scene"])))
        texts = {text for _, before, after in told.texts() for text in before | after}
        await _take_out(told, {text for text in texts if has_number(text[-1], phone)})


class _Told(Struct, frozen=True):
    """A scene with its revisions, the oldest first."""

    row: dict[str, Any]
    revisions: list[dict[str, Any]]

    def texts(self) -> list[tuple[UUID, set[Text], set[Text]]]:
        """Of each revision, by whom it was, what was there and what it became."""
        return [
            (one["account"], {*_texts(_read(one["before"]))}, {*_texts(_read(one["after"]))})
            for one in self.revisions
        ]


async def _told(scene: UUID) -> _Told:
    row: Any = await Scene.select().where(Scene.id == scene).first()
    revisions = (
        await SceneRevision.select()
        .where(SceneRevision.scene == scene)
        .order_by(SceneRevision.number)
    )
    return _Told(row, revisions)


async def _take_out(told: _Told, texts: set[Text]) -> None:
    """Erase those of the texts that no longer stand."""
    closed, facts = told.row["closed_at"] is not None, told.row["facts"]
    gone = texts if closed else texts - {*_texts(_read(facts))}
    if not gone:
        return
    for one in told.revisions:
        await SceneRevision.update(
            {state: _left(one[state], gone) for state in ("before", "after")}
        ).where((SceneRevision.scene == told.row["id"]) & (SceneRevision.number == one["number"]))
    if closed:
        facts = _left(facts, gone)
        await Scene.update({Scene.facts: facts, Scene.name: _read(facts)["name"]}).where(
            Scene.id == told.row["id"]
        )


def _texts(told: object, path: str = "") -> Iterator[Text]:
    if isinstance(told, list):
        for one in told:
            yield from _texts(one, path)
    elif isinstance(told, dict):
        for name, value in told.items():
            if isinstance(value, str) and name in _WORDS:
                yield f"{path}/{name}", value
            else:
                yield from _texts(value, f"{path}/{name}")


def _left(text: str | None, gone: set[Text]) -> str | None:
    """The facts without these texts."""
    return text and msgspec.json.encode(_without(gone, _read(text))).decode()


def _without(gone: set[Text], told: Any, path: str = "") -> Any:
    if isinstance(told, list):
        return [_without(gone, one, path) for one in told]
    if not isinstance(told, dict):
        return told
    left = {}
    for name, value in told.items():
        if isinstance(value, str) and (f"{path}/{name}", value) in gone:
            left[name] = _GONE if name in _NEEDED else ""
        else:
            left[name] = _without(gone, value, f"{path}/{name}")
    return left


def _read(text: str | None) -> dict[str, Any]:
    return {} if text is None else msgspec.json.decode(text, type=dict[str, Any])
