"""Every column that holds sealed bytes: what the keys of a deployment must open."""

from typing import Final

from xiangyi.core.resealing import Sealed
from xiangyi.features.feedback.tables import Feedback
from xiangyi.features.identity.tables import Account, Consent, Guardian

SEALED: Final = (
    Sealed(Account, "phone"),
    Sealed(Account, "name"),
    Sealed(Account, "born_on"),
    Sealed(Account, "id_number"),
    Sealed(Consent, "note", owner="account"),
    Sealed(Guardian, "name", owner="account"),
    Sealed(Guardian, "phone", owner="account"),
    Sealed(Feedback, "words"),
    Sealed(Feedback, "contact"),
    Sealed(Feedback, "answer"),
)
