"""What a device or a passkey is called, sealed for its own row."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from xiangyi.core.sealing import unseal_some

Labelled = Literal["devices", "passkeys"]
#: As what each is sealed.
DEVICES: Final[Labelled] = "devices"
PASSKEYS: Final[Labelled] = "passkeys"


def label_of(row: Mapping[str, Any], field: Labelled) -> str:
    """What its owner calls it, or what it says that it is; "" once it is erased."""
    return unseal_some(row["label"], owner=row["id"], field=field)
