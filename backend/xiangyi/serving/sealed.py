"""Every column that holds sealed bytes: what the keys of a deployment must open."""

from typing import Final

from xiangyi.app import KEEPERS

SEALED: Final = tuple(one for keeper in KEEPERS for one in keeper.sealed)
