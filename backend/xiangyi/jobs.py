"""All that the worker runs beside the application."""

from collections.abc import Callable
from datetime import datetime, timedelta

from xiangyi.core.seldom import Job, seldom
from xiangyi.features.benefits.jobs import expire_vouchers, lapse_minutes, pay_owed
from xiangyi.features.cases.jobs import follow_cases, forget_cases, recount_due
from xiangyi.features.commitments.jobs import follow_commitments
from xiangyi.features.consultations.jobs import (
    ask_for_yes,
    forget_delegates,
    release_seats,
    renew_limits,
    sweep_papers,
)
from xiangyi.features.consultations.jobs import (
    note_owed as note_meetings_owed,
)
from xiangyi.features.documents.jobs import revoke_corrected
from xiangyi.features.feedback.jobs import forget_feedback
from xiangyi.features.identity.jobs import erasing, forget_old
from xiangyi.features.ledger.jobs import sign_checkpoint
from xiangyi.features.media.jobs import sweep_photos, sweep_voices
from xiangyi.features.notifications.jobs import (
    forget_notices,
    knocking,
    messaging_by,
    tell_due,
)
from xiangyi.features.records.jobs import gather_lines, tell_of_overdue
from xiangyi.features.stations.jobs import (
    forget_lists,
    forget_reporters,
    let_photos_go,
    publish_changed,
    tell_of_doubts,
)
from xiangyi.features.volunteering.jobs import (
    ask_who_is_still_there,
    draw_samples,
    forget_tickets,
    remind_of_shifts,
    seal_lists,
)
from xiangyi.joints import acquaint, sms_gateway
from xiangyi.keepers import KEEPERS
from xiangyi.settings import Settings


def jobs() -> list[Job]:
    """What the worker runs, each on its own; every one must bear being cut off and repeated."""
    acquaint()
    hourly = (
        forget_old,
        forget_feedback,
        forget_cases,
        recount_due,
        follow_cases,
        follow_commitments,
        forget_notices,
        forget_delegates,
        forget_reporters,
        forget_lists,
        forget_tickets,
        tell_of_overdue,
        gather_lines,
        let_photos_go,
        sweep_photos,
        sweep_papers,
        sweep_voices,
        sign_checkpoint,
        draw_samples,
        lapse_minutes,
    )
    hour, minute = timedelta(hours=1), timedelta(minutes=1)
    minutely = (
        ask_who_is_still_there,
        remind_of_shifts,
        release_seats,
        note_meetings_owed,
        seal_lists,
        expire_vouchers,
        pay_owed,
    )
    return [
        publish_changed,
        tell_by_the_rules,
        ask_for_yes,
        knocking(),
        messaging_by(sms_gateway),
        erasing(KEEPERS),
        seldom("tell_of_doubts", timedelta(seconds=10), tell_of_doubts),
        *(seldom(work.__name__, minute, work) for work in minutely),
        seldom("revoke_corrected", timedelta(seconds=10), revoke_corrected),
        *(seldom(work.__name__, hour, work) for work in hourly),
    ]


async def tell_by_the_rules(settings: Settings, clock: Callable[[], datetime]) -> None:
    """Tell what is due, in this order: to no more people than one may tell by the rule of now."""
    await renew_limits(settings, clock)
    await tell_due(settings, clock)
