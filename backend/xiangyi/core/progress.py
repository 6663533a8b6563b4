"""Showing whoever waits how far something has come."""

from collections.abc import Callable
from contextlib import AbstractContextManager

#: Told what is done and how many steps it has, it lends a function that takes further steps.
Progress = Callable[[str, int], AbstractContextManager[Callable[[int], object]]]
