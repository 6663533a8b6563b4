"""From an exception that was foreseen to a sentence for whoever typed the command."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from xiangyi.core.errors import Refusal
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings, WrongSetting

#: Wrong usage or settings, as against everything else that may be in the way.
USAGE = 2
FAILED = 1


class Refused(Exception):
    """The command is not carried out, for the reason that `sentence` gives."""

    def __init__(self, sentence: str, exit_code: int = FAILED) -> None:
        super().__init__(sentence)
        self.sentence, self.exit_code = sentence, exit_code


def settings_for(data: Path | None = None, *, demo: bool = False) -> Settings:
    """Read the settings, and let everything that reads them later find the same.

    Raises:
        Refused: naming the variable that is wrong.
    """
    known: dict[str, object] = {"data": str(data) if data else None, "demo": demo or None}
    try:
        settings = Settings.from_environment(os.environ, **known)
    except WrongSetting as error:
        raise Refused(f"wrong setting: {error}", USAGE) from error
    os.environ.update(settings.as_environment(), PICCOLO_CONF="xiangyi.piccolo_conf")
    return settings


@contextmanager
def refusals_told(exit_code: int = FAILED) -> Iterator[None]:
    """Turn what was foreseen into its sentence, line by line where a service names lines."""
    try:
        yield
    except Refusal as refusal:
        raise Refused(_sentence(refusal), exit_code) from refusal
    except CannotStart as error:
        raise Refused(str(error)) from error
    except Exception as error:
        from xiangyi.core.db import no_space_left

        if not no_space_left(error):
            raise
        raise Refused("no space is left on the disk; free some and try again") from error


def _sentence(refusal: Refusal) -> str:
    facts = dict(refusal.facts)
    lines = facts.pop("lines", None)
    words = _spaced(refusal.code)
    if not isinstance(lines, list):
        told = ", ".join(f"{_spaced(name)}: {_listed(fact)}" for name, fact in facts.items())
        return f"{words} ({told})" if told else words
    each = ["  " + _of_line(**fault) for fault in lines]
    if (more := int(str(facts.get("total", 0))) - len(lines)) > 0:
        each.append(f"  and {more} more")
    return "\n".join([f"{words}; nothing was imported:", *each])


def _of_line(line: int, field: str, problem: str) -> str:
    where = f"line {line}, {field}" if field else f"line {line}"
    return f"{where}: {_spaced(problem)}"


def _listed(fact: object) -> str:
    return ", ".join(map(str, fact)) if isinstance(fact, tuple | list) else str(fact)


def _spaced(word: str) -> str:
    return word.replace("_", " ")
