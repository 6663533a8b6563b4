"""The story that fills an empty database with a province to look at."""

from collections.abc import Callable


async def load(say: Callable[[str], object]) -> None:
    """Tell the story once; a second call finds it told."""
    say("There is no demonstration to load yet.")
