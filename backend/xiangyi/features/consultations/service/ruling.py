"""The numbers that a division may set for itself."""

from datetime import datetime
from typing import Any, Final

from xiangyi.features.consultations.rules.forms import (
    BOUNDS,
    FORMS_ZH,
    OURS,
    Form,
    FormRules,
    rules_of,
)
from xiangyi.features.consultations.service.keeping import facts_of
from xiangyi.features.consultations.tables import ConsultationRule
from xiangyi.features.ruling import service as ruling
from xiangyi.features.ruling.service import Rulebook

#: Where no division around has set one: ours, until a province does.
RULES: Final = Rulebook(
    ConsultationRule,
    {"approval_above": 50, **OURS},
    # More people than live in China.
    {"approval_above": (0, 2_000_000_000), **BOUNDS},
    action="consultation.rule_set",
    subject="consultation_rule",
)


async def approval_above(row: dict[str, Any], *, now: datetime) -> int:
    """To how many of those who are called one person may announce it alone, as they have it.

    By the rule that holds when people are told.
    """
    division, told_at = facts_of(row).invited.division, max(row["send_at"] or now, now)
    return (await ruling.numbers(RULES, division, now=told_at))["approval_above"]


async def forms(division: str, *, now: datetime) -> list[FormRules]:
    """The five forms as they hold in a division today."""
    numbers = await ruling.numbers(RULES, division, now=now)
    bases = await ruling.bases(RULES, division, now=now)
    return [rules_of(form, numbers, bases) for form in FORMS_ZH]


async def form_rules(form: Form, division: str, *, now: datetime) -> FormRules:
    numbers = await ruling.numbers(RULES, division, now=now)
    return rules_of(form, numbers, await ruling.bases(RULES, division, now=now))
