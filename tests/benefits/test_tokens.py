"""Whatever is held before a counter's camera is a voucher of ours, or refused by name."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from jwt import PyJWS
from tests.benefits.makers import look, settled, taken

from xiangyi.core import keys
from xiangyi.core.signing import public_key, sign

PURPOSE, KIND = "benefits", "xyv"


@pytest.fixture
async def voucher(api, clock, volunteer, benefit):
    return await taken(api, clock, volunteer, benefit)


def text(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def parts(token: str) -> tuple[dict, dict, str]:
    header, payload, signature = token.split(".")
    read = [json.loads(urlsafe_b64decode(part + "==")) for part in (header, payload)]
    return read[0], read[1], signature


def plain(told: dict) -> bytes:
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False).encode()


def ours(payload: bytes, kind: str = KIND, purpose: str = PURPOSE, letters: int | None = 8) -> str:
    """Signed by the deployment itself, whatever it says."""
    return sign(purpose, kind, payload, letters=letters)


def with_header(token: str, **changes: object) -> str:
    header, _, _ = parts(token)
    _, payload, signature = token.split(".")
    return f"{text(plain(header | changes))}.{payload}.{signature}"


def with_claims(token: str, **changes: object) -> str:
    """Altered after it was signed."""
    _, claims, signature = parts(token)
    header = token.split(".", maxsplit=1)[0]
    return f"{header}.{text(plain(claims | changes))}.{signature}"


def by_another_key(token: str) -> str:
    header, claims, _ = parts(token)
    key = ec.generate_private_key(ec.SECP256R1())
    return PyJWS().encode(plain(claims), key, "ES256", {k: header[k] for k in ("typ", "kid")})


def by_another_deployment(token: str) -> str:
    _, claims, _ = parts(token)
    own = keys.in_use()
    keys.use(keys.minted())
    try:
        return ours(plain(claims))
    finally:
        keys.use(own)


def by_hmac_with_our_public_key(token: str) -> str:
    """What a library accepts that lets the token choose the algorithm."""
    header, claims, _ = parts(token)
    key = public_key(PURPOSE).x.encode().ljust(64, b"0")
    return PyJWS().encode(plain(claims), key, "HS256", {k: header[k] for k in ("typ", "kid")})


def claims_of(token: str) -> dict:
    return parts(token)[1]


HOSTILE = {
    "nothing": (lambda _: "", "no_token"),
    "words": (lambda _: "免费体检一次", "no_token"),
    "two parts": (lambda one: one.rsplit(".", 1)[0], "no_token"),
    "five parts": (lambda one: f"{one}.a.b", "no_token"),
    "ten megabytes, nearly": (lambda one: one + "A" * 9_900_000, "too_long"),
    "no algorithm": (lambda one: with_header(one, alg="none"), "algorithm"),
    "no algorithm and no signature": (
        lambda one: with_header(one, alg="none").rsplit(".", 1)[0] + ".",
        "algorithm",
    ),
    "another algorithm": (lambda one: with_header(one, alg="ES384"), "algorithm"),
    "HMAC with the public key": (by_hmac_with_our_public_key, "algorithm"),
    "a header with more": (lambda one: with_header(one, jku="https://a.example"), "malformed"),
    "a document of ours": (lambda one: with_header(one, typ="xyd"), "another_kind"),
    "a receipt of ours": (lambda one: ours(plain(claims_of(one)), "JWT"), "another_kind"),
    "another purpose's key": (
        lambda one: ours(plain(claims_of(one)), purpose="documents"),
        "another_key",
    ),
    "a wrong key under our name": (by_another_key, "signature"),
    "another deployment's": (by_another_deployment, "another_key"),
    "a later end": (lambda one: with_claims(one, x=2_000_000_000), "signature"),
    "another name": (lambda one: with_claims(one, p="李**"), "signature"),
    "another voucher": (lambda one: with_claims(one, v=text(uuid4().bytes)), "signature"),
    "another signature": (lambda one: one[:-4] + "AAAA", "signature"),
    "a short signature": (lambda one: one[:-8], "signature"),
    # Such as only somebody with our key could sign: a fault of ours, and refused as well.
    "an end in words": (lambda one: ours(plain(claims_of(one) | {"x": "2027"})), "malformed"),
    "an end in fractions": (lambda one: ours(plain(claims_of(one) | {"x": 1.5})), "malformed"),
    "no end": (
        lambda one: ours(plain({k: v for k, v in claims_of(one).items() if k != "x"})),
        "malformed",
    ),
    "more than we say": (lambda one: ours(plain(claims_of(one) | {"admin": True})), "malformed"),
    "the end twice": (
        lambda one: ours(plain(claims_of(one))[:-1] + b',"x":2000000000}'),
        "malformed",
    ),
    "another order": (
        lambda one: ours(plain(dict(reversed(claims_of(one).items())))),
        "malformed",
    ),
    "blanks": (lambda one: ours(json.dumps(claims_of(one)).encode()), "malformed"),
    "no JSON": (lambda _: ours(b"\xff\xfe"), "malformed"),
    "nobody's": (lambda one: ours(plain(claims_of(one) | {"v": text(uuid4().bytes)})), "unknown"),
}


async def test_what_is_no_voucher_is_refused_by_name(api, clock, partner, voucher):
    said = {}
    for what, (make, because) in HOSTILE.items():
        token = make(voucher["token"])
        verdict = await look(api, clock, partner, {}, token=token)
        told = await settled(api, clock, partner, {"token": token}, clock.now)
        shown = verdict["title"], verdict["name"], verdict["lockedUntil"]
        if (verdict["valid"], told["state"], shown) == (False, "refused", (None, None, None)):
            said[what] = {verdict["because"], told["because"]}
        assert said.get(what) == {because}, what


async def test_ten_megabytes_are_not_even_read(api, clock, partner):
    path = f"/api/counter/locks/{uuid4()}"
    body = {"token": "A" * 10_000_001}
    answer = await api.put(path, json=body, headers=partner.headers)
    named = answer.status_code, answer.json()["code"]
    assert named == (413, "request_entity_too_large")


async def test_a_token_of_a_voucher_that_has_run_out_says_so(api, clock, partner, voucher):
    clock.now = clock.now.replace(year=2027)
    assert (await look(api, clock, partner, voucher))["because"] == "expired"


async def test_a_token_says_no_more_than_it_needs(voucher):
    header, claims, _ = parts(voucher["token"])
    assert sorted(header) == ["alg", "kid", "typ"]
    assert sorted(claims) == ["b", "p", "v", "x"]
    assert claims["p"] == "王**"
