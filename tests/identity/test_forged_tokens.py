"""Access tokens that are forged, stale or strangely spelt sign nobody in, and crash nothing."""

import hmac
import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from tests.people import signed_in

from xiangyi.core import keys
from xiangyi.features.identity.adapters import tokens

HEADER = '{"alg":"HS256","typ":"JWT"}'
NONE = '{"alg":"none","typ":"JWT"}'


@dataclass(frozen=True)
class Somebody:
    """A person with a token, as far as the token knows them."""

    account: UUID
    device: UUID
    token: str


@pytest.fixture
def me(clock) -> Somebody:
    keys.use(keys.minted())
    account, device = uuid4(), uuid4()
    return Somebody(account, device, tokens.issue(account, device, now=clock())[0])


def part(content: str | bytes) -> str:
    content = content.encode() if isinstance(content, str) else content
    return urlsafe_b64encode(content).rstrip(b"=").decode()


def signed(header: str, claims: str, secret: bytes | None = None) -> str:
    """Signed as ours are, whatever it says."""
    told = f"{part(header)}.{part(claims)}"
    secret = keys.in_use().secret("access token") if secret is None else secret
    return f"{told}.{part(hmac.digest(secret, told.encode(), sha256))}"


def claims_of(person, now) -> dict[str, object]:
    return {
        "iss": keys.in_use().deployment,
        "sub": str(person.account),
        "dev": str(person.device),
        "iat": int(now.timestamp()),
        "exp": int(now.timestamp()) + 900,
    }


def taken(token: str, clock) -> bool:
    return tokens.read(token, now=clock()) is not None


def test_our_own_is_taken(me, clock):
    """And so would be these forgeries, if what is wrong with them were put right."""
    assert taken(me.token, clock)
    assert taken(signed(HEADER, json.dumps(claims_of(me, clock()))), clock)


@pytest.mark.parametrize("alg", ["none", "None", "NONE", "nOnE"])
@pytest.mark.parametrize("signature", ["", "AA"])
def test_the_algorithm_none_is_none(me, clock, alg, signature):
    header, claims = json.dumps({"alg": alg, "typ": "JWT"}), json.dumps(claims_of(me, clock()))
    assert not taken(f"{part(header)}.{part(claims)}.{signature}", clock)
    assert not taken(f"{part(HEADER)}.{part(claims)}.{signature}", clock)
    assert not taken(signed(header, claims), clock)


@pytest.mark.parametrize("alg", ["HS384", "HS512"])
def test_another_algorithm_is_refused_although_the_key_is_right(me, clock, alg):
    secret = keys.in_use().secret("access token") * 2
    assert not taken(jwt.encode(claims_of(me, clock()), secret, algorithm=alg), clock)


def test_an_asymmetric_algorithm_is_refused(me, clock):
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    assert not taken(jwt.encode(claims_of(me, clock()), key, algorithm="RS256"), clock)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert not taken(signed(HEADER, json.dumps(claims_of(me, clock())), public), clock)


@pytest.mark.parametrize(
    "secret",
    [
        lambda: b"",
        lambda: b"secret",
        lambda: bytes(32),
        lambda: keys.in_use().root,
        lambda: keys.in_use().secret("refresh token"),
        lambda: keys.in_use().deployment.encode() * 2,
        lambda: keys.minted().secret("access token"),
    ],
)
def test_another_key_is_refused(me, clock, secret):
    assert not taken(signed(HEADER, json.dumps(claims_of(me, clock())), secret()), clock)


def test_another_deployments_token_is_refused(me, clock):
    ours = keys.in_use()
    keys.use(keys.minted())
    theirs, _ = tokens.issue(me.account, me.device, now=clock())
    keys.use(ours)
    assert not taken(theirs, clock)
    elsewhere = claims_of(me, clock()) | {"iss": keys.minted().deployment}
    assert not taken(signed(HEADER, json.dumps(elsewhere)), clock)


@pytest.mark.parametrize("name", ["iss", "sub", "dev", "iat", "exp"])
@pytest.mark.parametrize(
    "turned",
    [str, float, lambda it: [it], lambda it: {"it": it}, lambda _: None, lambda _: True, "missing"],
    ids=["str", "float", "list", "object", "null", "true", "missing"],
)
def test_every_claim_is_there_and_of_its_kind(me, clock, name, turned):
    claims = claims_of(me, clock())
    if turned is str and isinstance(claims[name], str):
        turned = len
    if turned is float and isinstance(claims[name], str):
        turned = lambda it: it.encode().hex()  # noqa: E731  # no number, and nobody's name
    if turned == "missing":
        del claims[name]
    else:
        claims[name] = turned(claims[name])
    assert not taken(signed(HEADER, json.dumps(claims)), clock)


@pytest.mark.parametrize(
    "spelt", ["NaN", "Infinity", "1e400", "9" * 400, "-1", "0", '"9"', "1.8e9"]
)
def test_no_spelling_of_a_time_lasts_for_ever(me, clock, spelt):
    """An end in a thousand years is as good as none, whoever signs it."""
    claims = json.dumps(claims_of(me, clock()) | {"exp": 0}).replace('"exp": 0', f'"exp": {spelt}')
    assert not taken(signed(HEADER, claims), clock)


@pytest.mark.parametrize("more", [{"admin": True}, {"roles": []}, {"nbf": 0}, {"aud": "xiangyi"}])
def test_a_claim_that_we_do_not_make_is_refused(me, clock, more):
    assert not taken(signed(HEADER, json.dumps(claims_of(me, clock()) | more)), clock)


@pytest.mark.parametrize(
    "header",
    [
        '{"alg":"HS256","alg":"HS256","typ":"JWT"}',
        '{"alg":"none","typ":"JWT","alg":"HS256"}',
        '{"alg":"HS256","typ":"JWT","alg":"none"}',
        '{"alg":"HS256","\\u0061lg":"HS256","typ":"JWT"}',
        '{"alg":"HS256","typ":"JWT","typ":"JWT"}',
        '{"alg":"HS256"}',
        '{"typ":"JWT"}',
        '{"alg":"HS256","typ":"jwt"}',
        '{"alg":["HS256"],"typ":"JWT"}',
        '{"alg":"HS256","typ":"JWT","kid":"../../../dev/null"}',
        '{"alg":"HS256","typ":"JWT","jku":"https://xiangyi.evil/keys"}',
        '{"alg":"HS256","typ":"JWT","crit":["b64"],"b64":false}',
        '["HS256"]',
        '"HS256"',
        "null",
        "",
        "{",
        HEADER + " {}",
    ],
)
def test_only_our_own_header_is_taken(me, clock, header):
    assert not taken(signed(header, json.dumps(claims_of(me, clock()))), clock)


@pytest.mark.parametrize("name", ["sub", "dev", "exp", "iss"])
def test_a_claim_that_is_said_twice_is_refused(me, clock, name):
    claims = claims_of(me, clock())
    twice = json.dumps(claims)[:-1] + f', "{name}": {json.dumps(claims[name])}}}'
    assert json.loads(twice) == claims
    assert not taken(signed(HEADER, twice), clock)


def test_a_token_lasts_fifteen_minutes(me, clock):
    clock.now += timedelta(minutes=15) - timedelta(seconds=1)
    assert taken(me.token, clock)
    clock.now += timedelta(seconds=1)
    assert not taken(me.token, clock)


def test_a_token_from_the_future_is_refused(me, clock):
    """But not one from a machine whose clock is a little fast."""
    soon, _ = tokens.issue(me.account, me.device, now=clock() + timedelta(seconds=30))
    assert taken(soon, clock)
    later, _ = tokens.issue(me.account, me.device, now=clock() + timedelta(minutes=5))
    assert not taken(later, clock)


def test_an_end_later_than_we_give_is_refused(me, clock):
    claims = claims_of(me, clock())
    assert not taken(signed(HEADER, json.dumps(claims | {"exp": claims["exp"] + 1})), clock)


@pytest.mark.parametrize(
    "spelt",
    [
        lambda token: token + "=",
        lambda token: token.replace(".", "=.", 1),
        lambda token: token + ".",
        lambda token: "." + token,
        lambda token: token.replace(".", "..", 1),
        lambda token: token + "." + token.split(".")[2],
        lambda token: ".".join(token.split(".")[:2]),
        lambda token: token.replace(".", ".\t", 1),
        lambda token: token[:-1],
        lambda token: token[:-1] + chr(ord(token[-1]) ^ 1),
        lambda token: token.replace("-", "+").replace("_", "/") + "+",
        lambda token: token + " x",
        lambda _: "",
        lambda _: "..",
        lambda _: "null",
        lambda _: "undefined",
        lambda _: "A.A.A",
        lambda _: "é.é.é",
    ],
)
def test_a_token_has_one_spelling(me, clock, spelt):
    assert not taken(spelt(me.token), clock)


def test_spare_bits_of_the_last_character_make_no_second_token(me, clock):
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = letters.index(me.token[-1])
    others = [me.token[:-1] + letters[last ^ spare] for spare in (1, 2, 3)]
    assert [taken(other, clock) for other in others] == [False] * 3


@pytest.mark.parametrize("length", [1_100, 100_000, 1_000_000])
def test_a_huge_token_is_refused(me, clock, length):
    claims = json.dumps(claims_of(me, clock()) | {"pad": "x" * length})
    assert not taken(signed(HEADER, claims), clock)
    assert not taken("A" * length, clock)


@pytest.mark.parametrize("nested", ["[" * 700, '{"a":' * 140, "[" * 350 + "]" * 350])
def test_a_deeply_nested_one_is_refused(me, clock, nested):
    assert not taken(f"{part(nested)}.AA.AA", clock)


def test_a_deeply_nested_one_is_refused_where_little_of_the_stack_is_left(clock):
    def deep(left: int) -> object:
        return deep(left - 1) if left else tokens.read(f"{part('[' * 700)}.AA.AA", now=clock())

    assert deep(500) is None


async def status(api, *headers: str) -> int:
    """What the door says to `Authorization` headers as they stand."""
    sent = [("Authorization", header.encode("latin-1")) for header in headers]
    answer = await api.get("/api/me", headers=sent)
    if answer.status_code == 401:
        assert answer.json()["code"] == "sign_in_needed"
        assert answer.headers["www-authenticate"] == "Bearer"
    return answer.status_code


async def test_the_door_takes_nothing_but_a_token_of_ours(api, clock):
    me = await signed_in("13812340126", now=clock())
    other = await signed_in("13912340126", now=clock())
    for scheme in ("Bearer", "bearer", "BEARER", "bEaReR", "Bearer  "):
        assert await status(api, f"{scheme} {me.token}") == 200
    for scheme in ("Basic", "Token", "Bearer:", "", "BearerBearer", "Bearer Bearer"):
        assert await status(api, f"{scheme} {me.token}") == 401
    mine = claims_of(me, clock())
    for claims in (
        {"sub": str(me.account), "dev": str(other.device)},
        {"sub": str(me.account), "dev": str(uuid4())},
        {"sub": str(uuid4()), "dev": str(me.device)},
        {"alg": "none"},
        {"pad": "x" * 1_000_000},
    ):
        assert await status(api, f"Bearer {signed(HEADER, json.dumps(mine | claims))}") == 401
    assert await status(api, f"Bearer {signed(HEADER, json.dumps(mine))}") == 200
    assert await status(api, f"Bearer {part(NONE)}.{part(json.dumps(mine))}.") == 401
    for strange in ("Bearer", "Bearer ", "Bearer é.é.é", f"Bearer {part('[' * 700)}.AA.AA"):
        assert await status(api, strange) == 401
    clock.now += timedelta(minutes=15)
    assert await status(api, f"Bearer {me.token}") == 401


async def test_a_public_operation_takes_a_bad_token_for_none(api, clock):
    header = {"Authorization": f"Bearer {part(NONE)}.e30."}
    assert (await api.get("/api/demo/cast", headers=header)).json()["code"] == "no_demonstration"
