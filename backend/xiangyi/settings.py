"""Every knob, read once from the environment and never turned afterwards."""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

import platformdirs
from msgspec import Meta, Struct, ValidationError, convert
from msgspec.structs import asdict

PREFIX = "XIANGYI_"
#: Nothing, or some of it with commas between.
_LISTED = "^(|{0}(,{0})*)$"


class WrongSetting(Exception):
    """A variable of ours is unknown, malformed or missing its partner; the message names it."""


class Settings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an operator may set; `data` stands for XIANGYI_DATA, and so on."""

    #: Where the SQLite file, the packs, keys and uploads live; never inside the repository.
    data: Annotated[str, Meta(min_length=1)] = platformdirs.user_data_dir(
        "xiangyi", appauthor=False
    )
    #: `postgresql://…` moves everything but the packs to PostgreSQL; empty means SQLite in `data`.
    database_url: Annotated[str, Meta(pattern="^(|postgres(ql)?://.+)$")] = ""
    #: The counter's telephone number, printed on every page.
    phone: Annotated[str, Meta(max_length=32, pattern="^[0-9+ -]*$")] = ""
    #: A licensed tile key; without one there is no map, only the list and the radar sketch.
    tiles_key: Annotated[str, Meta(max_length=128, pattern="^[0-9A-Za-z]*$")] = ""
    #: The tile owner's name and 审图号, shown on the map as its licence asks.
    tiles_attribution: Annotated[str, Meta(max_length=200)] = ""
    #: Where the tiles come from, a WMTS server that speaks as 天地图 does.
    tiles_origin: Annotated[str, Meta(pattern="^https?://[^/]+$")] = "https://t0.tianditu.gov.cn"
    #: Days after which a confirmation no longer counts as fresh.
    stale_days: Annotated[int, Meta(ge=1, le=90)] = 3
    #: Hours for which a rider's report is shown.
    report_hours: Annotated[int, Meta(ge=1, le=72)] = 6
    #: Days for which it is kept who was told what, and whom it has not reached; then the numbers.
    notice_days: Annotated[int, Meta(ge=7, le=365)] = 90
    #: Under what others may use the open data about stations.
    licence: Annotated[str, Meta(min_length=1, max_length=80)] = "CC BY 4.0"
    #: Where people open the service, as in https://xiangyi.example; needed behind a proxy that
    #: speaks https for us, and for passkeys.
    origin: Annotated[str, Meta(pattern="^(|https?://[^/?#@]+)$")] = ""
    #: How many proxies of ours stand in front; so many addresses of X-Forwarded-For are believed.
    proxies: Annotated[int, Meta(ge=0, le=5)] = 0
    #: Where codes are posted that go out as text messages.
    sms_webhook: Annotated[str, Meta(max_length=2_000, pattern="^(|https?://[!-~]+)$")] = ""
    #: What the posts are signed with.
    sms_secret: Annotated[str, Meta(max_length=200)] = ""
    #: Shows the codes where the server runs instead, for whoever develops; a demonstration does.
    sms_console: bool = False
    #: Whom a push service writes to when our pushes trouble it (RFC 8292); empty means `origin`.
    push_subject: Annotated[
        str, Meta(max_length=200, pattern=r"^(|mailto:[^\s@]+@[^\s@]+|https://[!-~]+)$")
    ] = ""
    #: Hosts of UnifiedPush servers that may be pushed through, commas between.
    push_hosts: Annotated[str, Meta(pattern=_LISTED.format("[a-z0-9.-]+"))] = ""
    #: Literal origins that stand in for push services while developing, commas between.
    push_test_origins: Annotated[str, Meta(pattern=_LISTED.format("https?://[a-z0-9.:-]+"))] = ""
    #: What Prometheus sends as a bearer token to read /metrics; empty means that nobody reads it.
    metrics_token: Annotated[str, Meta(max_length=200, pattern="^[!-~]*$")] = ""
    #: The filing number (备案编号) that every page shows.
    filing: Annotated[str, Meta(max_length=80)] = ""
    #: Where the keys lie; empty means the folder `keys` in `data`.
    keys: str = ""
    #: Where checkpoints of the ledger are written; empty means the folder `checkpoints` in `data`.
    checkpoints: str = ""
    #: Wants a demonstration; from the start on, what the database says of itself counts.
    demo: bool = False
    log_level: Annotated[str, Meta(pattern="^(debug|info|warning|error)$")] = "info"

    @property
    def data_dir(self) -> Path:
        return Path(self.data).expanduser().resolve()

    @property
    def packs_dir(self) -> Path:
        return self.data_dir / "packs"

    @property
    def media_dir(self) -> Path:
        return self.data_dir / "media"

    @property
    def lists_dir(self) -> Path:
        """Where lists wait that were sent at a desk, until they are taken in."""
        return self.data_dir / "lists"

    @property
    def keys_dir(self) -> Path:
        return Path(self.keys).expanduser().resolve() if self.keys else self.data_dir / "keys"

    @property
    def checkpoints_dir(self) -> Path:
        """Best on another machine's disk: whoever can change the database should not reach it."""
        told = self.checkpoints
        return Path(told).expanduser().resolve() if told else self.data_dir / "checkpoints"

    @property
    def push_contact(self) -> str:
        """What push services are told: a mailto: or https: address, or nothing."""
        secure = self.origin if self.origin.startswith("https://") else ""
        return self.push_subject or secure

    @property
    def push_host_names(self) -> tuple[str, ...]:
        return tuple(filter(None, self.push_hosts.split(",")))

    @property
    def push_test_origin_names(self) -> tuple[str, ...]:
        return tuple(filter(None, self.push_test_origins.split(",")))

    @property
    def develops(self) -> bool:
        """Whether somebody develops here, or this is a demonstration: never people's own."""
        return self.sms_console or self.demo

    def as_environment(self) -> dict[str, str]:
        """Say the same to a child process, wherever it is started."""
        told = {f"{PREFIX}{name.upper()}": str(value) for name, value in asdict(self).items()}
        return told | {f"{PREFIX}DATA": str(self.data_dir)}

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ, **known: object) -> Self:
        """Read the variables that begin with XIANGYI_, `known` values going first.

        Raises:
            WrongSetting: naming the variable, at start rather than at the first request that minds.
        """
        given: dict[str, object] = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in environ.items()
            if name.startswith(PREFIX)
        }
        given.update({name: value for name, value in known.items() if value is not None})
        for name in given.keys() - set(cls.__struct_fields__):
            raise WrongSetting(f"{PREFIX}{name.upper()} is not a setting")
        for name, value in given.items():
            try:
                convert({name: value}, cls, strict=False)
            except ValidationError as error:
                raise WrongSetting(f"{PREFIX}{name.upper()}: {_why(error)}") from error
        settings = convert(given, cls, strict=False)
        if settings.tiles_key and not settings.tiles_attribution:
            raise WrongSetting(
                f"{PREFIX}TILES_KEY needs {PREFIX}TILES_ATTRIBUTION: the tile owner and its 审图号"
            )
        for name in ("origin", "sms_webhook"):
            if not _is_address(getattr(settings, name)):
                raise WrongSetting(f"{PREFIX}{name.upper()}: is no address that can be reached")
        if settings.sms_webhook and not settings.sms_secret:
            raise WrongSetting(
                f"{PREFIX}SMS_WEBHOOK needs {PREFIX}SMS_SECRET: what its posts are signed with"
            )
        return settings


def _is_address(url: str) -> bool:
    """Whether there is a host, and a port that exists."""
    try:
        parts = urlsplit(url)
        return not url or (bool(parts.hostname) and parts.port != 0)
    except ValueError:
        return False


def _why(error: ValidationError) -> str:
    """What was wrong, for whoever set it: the words to choose from, or what the type asks for."""
    why = str(error).partition(" - at ")[0]
    if choices := re.search(r"\^\(([a-z|]+)\)\$", why):
        return f"is one of {choices[1].replace('|', ', ')}"
    return why if "regex" not in why else "has characters or a form that it cannot have"
