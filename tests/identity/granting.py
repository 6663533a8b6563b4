"""Roles and what comes of asking for them."""

from tests.people import STREET

from xiangyi.core.asking import HeldRole, Scope


def administrator_of(key, kind="division"):
    return HeldRole("administrator", Scope(kind, str(key)))


def wanted(to, role="clerk", scope=STREET, kind="division", **more):
    facts = {"role": role, "scopeKind": kind, "scopeId": str(scope), "why": "街道来函"} | more
    return facts if "phone" in more else facts | {"account": str(to.account)}


async def roles_of(api, who):
    me = (await api.get("/api/me", headers=who.headers)).json()
    return [(one["role"], one["scopeName"]) for one in me["roles"]]


def code(answer):
    return answer.status_code, answer.json()["code"]
