"""What is remembered of the months' samples: which lines were drawn, and what came of asking."""

from piccolo.columns import UUID, BigInt, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.table import Table


class ServiceSample(Table):
    """A month's draw, which anybody can make again from two checkpoints of the ledger."""

    #: As in 2026-11.
    month = Varchar(length=7, primary_key=True, default=None)
    #: Of the checkpoint that it is drawn by, the first of the next month that has one.
    size = BigInt(default=None)
    #: How many lines the month before ended with.
    before = BigInt(default=None)
    draws = Integer(default=None)
    drawn_at = Timestamptz(default=None)


class SampledLine(Table):
    """A line of service that was drawn, and what whoever rang up was told."""

    id = UUID(primary_key=True, default=None)
    month = ForeignKey(
        ServiceSample, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Its place among the leaves, from 0; no line is drawn twice.
    number = BigInt(default=None, unique=True)
    #: Of its minutes: the id of a presence or a claim.
    posting = UUID(default=None)
    #: confirmed, unconfirmed or unreached; null until somebody has asked.
    result = Varchar(length=12, null=True, default=None)
    checked_by = UUID(null=True, default=None)
    checked_at = Timestamptz(null=True, default=None)
