"""Rows of the table: what is kept of a person, passkeys, acting-for, feedback."""

from uuid import uuid4

from tests.contracts.rows import Row, fresh
from tests.people import PEOPLE, ROLES_HELD, SIGNED_IN, STREET, World

from xiangyi.core.asking import Asker
from xiangyi.features.feedback.tables import Feedback
from xiangyi.features.identity.schemas.personal import Keeping
from xiangyi.features.identity.service import kept

_NOTHING = "00000000-0000-4000-8000-000000000000"


async def a_kept_person(world: World) -> str:
    """Somebody without a phone, for whom the clerk of the cast enters."""
    clerk = world.people["clerk"]
    asker = Asker(account=clerk.account, device=clerk.device, roles=(ROLES_HELD["clerk"],))
    account = uuid4()
    keeping = Keeping(name="王秀英", division=STREET, how="spoken")
    await kept.keep(asker, account, keeping, now=world.now)
    return str(account)


async def said_in_the_street(world: World) -> str:
    """A complaint that nobody has answered."""
    id_ = uuid4()
    await Feedback.insert(Feedback(id=id_, kind="complaint", division=STREET, said_at=world.now))
    return str(id_)


PASSKEYS = [
    Row("POST /api/session/passkey/options", PEOPLE, answer=201),
    Row("POST /api/session/passkey", PEOPLE, answer=400, body={"challenge": _NOTHING}),
    Row("GET /api/me/passkeys", SIGNED_IN),
    Row("POST /api/me/passkeys/options", SIGNED_IN, answer=201),
    Row("POST /api/me/passkeys", SIGNED_IN, answer=400, body={"challenge": _NOTHING}),
    Row(
        "DELETE /api/me/passkeys/{passkey_id}",
        SIGNED_IN,
        answer=404,
        path={"passkey_id": _NOTHING},
    ),
]
MINE = [
    Row("GET /api/personal-fields", PEOPLE),
    Row("GET /api/me/export", SIGNED_IN),
    Row("PUT /api/me/deletion", SIGNED_IN),
    Row("DELETE /api/me/deletion", SIGNED_IN, answer=204),
    Row("GET /api/me/consents", SIGNED_IN),
    Row(
        "PUT /api/me/consents/{consent}",
        SIGNED_IN,
        path={"consent": fresh},
        body={"purpose": "acting_for", "division": STREET},
    ),
    Row(
        "POST /api/me/consents/{consent}/withdrawal",
        SIGNED_IN,
        answer=404,
        path={"consent": _NOTHING},
    ),
    Row("POST /api/me/guardian/codes", SIGNED_IN, answer=409, body={"phone": "1"}),
    Row(
        "PUT /api/me/guardian",
        SIGNED_IN,
        answer=409,
        body={"name": "王大山", "phone": "1", "code": "1"},
    ),
    Row("DELETE /api/me/guardian", SIGNED_IN, answer=204),
    Row("GET /api/me/claims", SIGNED_IN),
    Row("POST /api/me/claims", SIGNED_IN, answer=422, body={"code": "0"}),
]
ACTING_FOR = [
    Row(
        "PUT /api/kept/{account}",
        ("clerk",),
        path={"account": fresh},
        body={"name": "王秀英", "division": STREET, "how": "spoken"},
    ),
    Row("GET /api/kept", ("clerk",)),
    Row(
        "POST /api/kept/{account}/slips",
        ("clerk",),
        answer=201,
        path={"account": a_kept_person},
    ),
    Row("POST /api/kept/{account}/withdrawal", ("clerk",), path={"account": a_kept_person}),
]
FEEDBACK = [
    Row(
        "PUT /api/feedback/{feedback_id}",
        PEOPLE,
        path={"feedback_id": fresh},
        body={"kind": "complaint", "words": "字太小"},
    ),
    Row("GET /api/me/feedback", SIGNED_IN),
    Row("GET /api/feedback/{feedback_id}", PEOPLE, path={"feedback_id": said_in_the_street}),
    Row(
        "GET /api/feedback",
        ("supervisor", "administrator", "administrator of another prefecture"),
    ),
    Row(
        "PUT /api/feedback/{feedback_id}/answer",
        ("supervisor", "administrator"),
        path={"feedback_id": said_in_the_street},
        body={"answer": "下周改大"},
    ),
]
PERSONAL = [*PASSKEYS, *MINE, *ACTING_FOR, *FEEDBACK]
