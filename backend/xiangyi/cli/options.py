"""The options that several commands share."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

data_option: Decorator = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Where everything is kept; XIANGYI_DATA says the same.",
)

_SERVING: list[Decorator] = [
    click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 for the Wi-Fi."),
    click.option(
        "--port",
        type=click.IntRange(0, 65535),
        default=8000,
        show_default=True,
        help="0 takes any free one.",
    ),
    click.option("--cert", type=click.Path(path_type=Path), help="A certificate, for https."),
    click.option("--key", type=click.Path(path_type=Path), help="The certificate's key."),
]


def serving_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of one that serves."""
    return reduce(lambda made, option: option(made), reversed(_SERVING), command)
