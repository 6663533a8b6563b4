"""What stands on paper and not in its code is signed there too, as two hashes.

One is of whose it is, which whoever holds the paper checks by typing it; the other of the rest. A
name is soon guessed, so both have a secret in them that only the code on the paper tells, behind
the token: the code that a phone shows is one for anybody's eyes, and tells nobody's full name.
"""

import unicodedata
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

import msgspec

from xiangyi.features.documents.rules.issuing import title
from xiangyi.features.documents.rules.serving import Served

#: Before the secret, behind the token.
BEHIND: Final = "~"
_WHO: Final = "xiangyi-document-who/1"
_WHAT: Final = "xiangyi-document-what/1"
#: Each, as the code is read off a cracked screen: nobody finds other words for so many bits.
_BYTES: Final = 12
#: People write the dot within a name in many ways.
_DOTS: Final = str.maketrans("", "", "·•・‧∙.")


def signed(  # noqa: PLR0913  # what stands on paper
    number: str,
    secret: str,
    *,
    name: str,
    id_number: str,
    accepted: bool,
    issuer: str,
    served: Sequence[Served],
) -> str:
    """As `s` of the claims has it."""
    what = [_WHAT, number, secret, title(accepted=accepted), issuer, served]
    rest = sha256(msgspec.json.encode(what)).digest()[:_BYTES]
    return urlsafe_b64encode(who(number, secret, name, id_number) + rest).decode()


def who(number: str, secret: str, name: str, id_number: str) -> bytes:
    """Of whose it is; pwa/…/words.ts makes the same of what somebody types."""
    told = "\n".join((_WHO, number, secret, plain(name), plain(id_number)))
    return sha256(told.encode()).digest()[:_BYTES]


def plain(text: str) -> str:
    """What two people write alike who copy the same name, or number."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_DOTS).split()).lower()
