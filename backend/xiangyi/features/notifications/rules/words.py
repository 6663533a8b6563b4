"""The few words by which notices are told apart."""

from typing import Final, Literal

#: What a person can turn off, each for itself: meetings, what they signed up for, what came of what
#: they said, and work that waits for them.
Topic = Literal["consultations", "volunteering", "reports", "tasks"]
TOPICS: Final[tuple[Topic, ...]] = ("consultations", "volunteering", "reports", "tasks")
#: Of which a phone without an account may hear: what is told to everybody anyway.
PUBLIC_TOPICS: Final[tuple[Topic, ...]] = ("consultations",)
#: Urgent is what cannot wait for the end of a meal.
Urgency = Literal["normal", "urgent"]
Channel = Literal["web_push", "sms"]
#: What became of an attempt: it waits, it left, it never will, or a later one took its place.
AttemptState = Literal["waiting", "sent", "failed", "replaced"]
#: Why no knock came of an attempt. The app has words for each of them in both its languages.
Why = Literal[
    # Whoever was to hear of it does not want to, or need not any more.
    "seen",
    "not_wanted",
    "signed_out",
    "too_late",
    # Nowhere to knock: they have no phone, or it has ended, as the push service says or we found.
    "no_push",
    "no_phone",
    "gone",
    "unknown",
    "unsubscribed",
    "keys_unusable",
    # A phone that was nobody's has become somebody's, who is told under their own name.
    "signed_in",
    # The push service, or the text messages', was not to be had.
    "timeout",
    "reset",
    "unresolved",
    "unreachable",
    "untrusted",
    "host_away",
    "host_slow",
    "throttled",
    "too_early",
    "unavailable",
    "server_error",
    "sms_unavailable",
    # Ours to mend.
    "bad_request",
    "unauthorized",
    "forbidden",
    "refused",
    "too_large",
    "topic",
    "key_unknown",
    "not_sealed",
    # Nothing may be posted there.
    "redirect",
    "inside",
    "form",
    "too_long",
    "host",
]
#: The same of a delivery, which may have been taken.
Word = Literal["taken"] | Why
