"""Bodies equal to the standard's, byte for byte, and tokens that a push service accepts."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path

import http_ece
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from xiangyi.core import keys
from xiangyi.features.notifications.adapters.push import encryption, vapid
from xiangyi.features.notifications.adapters.push.encryption import KeysUnusable, encrypt

VECTORS = json.loads(Path(__file__).with_name("webpush_vectors.json").read_bytes())
RFC8291, RFC8292 = VECTORS["rfc8291"], VECTORS["rfc8292"]
CURVE = ec.SECP256R1()


def read(letters: str) -> bytes:
    return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))


def private(letters: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(read(letters), "big"), CURVE)


BROWSER = private(RFC8291["ua_private"])
POINT, AUTH = read(RFC8291["ua_public"]), read(RFC8291["auth_secret"])


def opened(body: bytes) -> bytes:
    return http_ece.decrypt(body, private_key=BROWSER, auth_secret=AUTH, version="aes128gcm")


def test_the_standards_example_comes_out_byte_for_byte():
    made = encryption._encrypt(  # noqa: SLF001  # with the example's own key and salt
        RFC8291["plaintext"].encode(),
        *(POINT, AUTH, private(RFC8291["as_private"]), read(RFC8291["salt"])),
    )
    assert urlsafe_b64encode(made).rstrip(b"=").decode() == RFC8291["body"]


def test_no_two_messages_share_a_key_or_a_salt():
    made = [encrypt(b"again", POINT, AUTH) for _ in range(20)]
    assert {opened(one) for one in made} == {b"again"}
    assert len({one[:16] for one in made}) == len({one[21:86] for one in made}) == len(made)


def test_the_longest_payload_makes_what_a_push_service_just_takes():
    assert len(encrypt(b"x" * encryption.MOST_BYTES, POINT, AUTH)) == 4096
    with pytest.raises(ValueError, match="more than"):
        encrypt(b"x" * (encryption.MOST_BYTES + 1), POINT, AUTH)


@pytest.mark.parametrize(
    ("point", "auth"),
    [
        (b"", AUTH),
        (POINT[:-1], AUTH),
        (b"\x02" + POINT[1:33], AUTH),
        (POINT[:-1] + bytes([POINT[-1] ^ 1]), AUTH),
        (b"\x04" + bytes(64), AUTH),
        (b"\x00" * 65, AUTH),
        (POINT, AUTH[:-1]),
        (POINT, b""),
    ],
)
def test_keys_that_are_none_are_told(point, auth):
    """Off the curve, a point would let a stranger learn our key bit by bit."""
    assert not encryption.usable(point, auth)
    with pytest.raises(KeysUnusable):
        encrypt(b"x", point, auth)


def test_a_browsers_keys_are_usable():
    assert encryption.usable(POINT, AUTH)


class Later:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


def parts(header: str) -> tuple[str, bytes]:
    scheme, _, rest = header.partition(" ")
    assert scheme == "vapid"
    told = dict(part.strip().split("=", 1) for part in rest.split(","))
    return told["t"], read(told["k"])


def claims_of(header: str, origin: str) -> dict[str, object]:
    token, point = parts(header)
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    return jwt.decode(token, public, algorithms=["ES256"], audience=origin)


def test_a_push_service_can_check_who_we_are():
    keys.use(keys.minted())
    id_, point = vapid.current()
    clock = Later()
    header = vapid.Vapid("mailto:push@xiangyi.example", clock).header(id_, "https://push.example")
    claims = claims_of(header, "https://push.example")
    assert claims["sub"] == "mailto:push@xiangyi.example"
    assert claims["exp"] <= clock.now.timestamp() + 24 * 3600
    assert parts(header)[1] == point


def test_the_standards_token_reads_the_same_way():
    """RFC 8292's own example, through the reading that the tests above trust."""
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, read(RFC8292["k"]))
    claims = jwt.decode(
        RFC8292["jwt"],
        public,
        algorithms=["ES256"],
        audience=RFC8292["aud"],
        options={"verify_exp": False},
    )
    assert (claims["exp"], claims["sub"]) == (RFC8292["exp"], RFC8292["sub"])


def test_a_token_is_kept_for_its_origin_and_key_until_an_hour_before_it_lapses():
    ring = keys.with_vapid(keys.minted())
    keys.use(ring)
    first, second = ring.vapid
    clock = Later()
    signer = vapid.Vapid("", clock)
    header = signer.header(first, "https://a.example")
    clock.now += timedelta(hours=10, minutes=59)
    assert signer.header(first, "https://a.example") == header
    assert claims_of(signer.header(first, "https://b.example"), "https://b.example")
    assert parts(signer.header(second, "https://a.example"))[1] == vapid.public_key(second)
    clock.now += timedelta(minutes=2)
    assert signer.header(first, "https://a.example") != header


def test_without_a_contact_none_is_made_up():
    keys.use(keys.minted())
    header = vapid.Vapid("", Later()).header(vapid.current()[0], "https://a.example")
    assert set(claims_of(header, "https://a.example")) == {"aud", "exp"}


def test_a_key_that_is_gone_is_told():
    keys.use(keys.minted())
    with pytest.raises(vapid.KeyUnknown):
        vapid.Vapid("", Later()).header("none", "https://a.example")


def compressed(point: bytes) -> bytes:
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
    return public.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def test_a_point_in_short_form_is_not_what_browsers_give():
    assert not encryption.usable(compressed(POINT), AUTH)
