"""The few words by which notices are told apart."""

from typing import Final, Literal

#: What a person can turn off, each for itself: meetings, what came of what they said, and work
#: that waits for them.
Topic = Literal["consultations", "reports", "tasks"]
TOPICS: Final[tuple[Topic, ...]] = ("consultations", "reports", "tasks")
#: Of which a phone without an account may hear: what is told to everybody anyway.
PUBLIC_TOPICS: Final[tuple[Topic, ...]] = ("consultations",)
#: Urgent is what cannot wait for the end of a meal.
Urgency = Literal["normal", "urgent"]
Channel = Literal["web_push", "sms"]
#: What became of an attempt: it waits, it left, it never will, or a later one took its place.
AttemptState = Literal["waiting", "sent", "failed", "replaced"]
