"""Passkeys over HTTP: asking, adding, signing in."""


async def asked_to_make(api, person):
    answer = await api.post("/api/me/passkeys/options", headers=person.headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def add(api, person, authenticator, label="我的手机"):
    asked = await asked_to_make(api, person)
    return await api.post(
        "/api/me/passkeys",
        headers=person.headers,
        json={
            "challenge": asked["challenge"],
            "credential": authenticator.make(asked["options"]),
            "label": label,
        },
    )


async def asked_to_use(api):
    answer = await api.post("/api/session/passkey/options")
    assert answer.status_code == 201, answer.text
    return answer.json()


async def sign_in(api, authenticator, asked=None, **other):
    asked = asked or await asked_to_use(api)
    told_ = {"challenge": asked["challenge"], "credential": authenticator.sign(asked["options"])}
    return await api.post("/api/session/passkey", json=told_ | other)


def refused(answer):
    assert (answer.status_code, answer.json()["code"]) == (422, "passkey_refused"), answer.text
    assert answer.json()["facts"] == {}
    assert "set-cookie" not in answer.headers
    return True


async def passkeys_of(api, person):
    return (await api.get("/api/me/passkeys", headers=person.headers)).json()["items"]
