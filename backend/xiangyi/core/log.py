"""One line of JSON for each thing that happened, without names, numbers or places in it."""

import logging
import sys

import structlog


class _Lines:
    """Writes a line itself: the library's loggers would make two records of each for that."""

    def __init__(self) -> None:
        self.stream = sys.stderr

    def write(self, line: str) -> None:
        self.stream.write(f"{line}\n")
        self.stream.flush()

    # structlog calls what is named as the level.
    debug = info = warning = error = critical = write


_lines = _Lines()


def configure(level: str) -> None:
    """Send our own lines and the libraries' to standard error, rendered by the same."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    rendered = structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[*shared, rendered],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=lambda *_: _lines,
        cache_logger_on_first_use=True,
    )
    _lines.stream = sys.stderr
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                rendered,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    # Granian and httpx tell of every start and request; ours is the only voice wanted.
    for noisy in ("_granian", "granian", "httpx", "httpcore", "asyncio", "piccolo"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
