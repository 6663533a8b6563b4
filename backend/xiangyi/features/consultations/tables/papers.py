"""What is remembered of a meeting's papers; the files lie with media, by their hash."""

from piccolo.columns import UUID, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from xiangyi.features.consultations.tables import Consultation


class MeetingPaper(Table):
    #: Minted by whoever adds it.
    id = UUID(primary_key=True, default=None)
    consultation = ForeignKey(
        Consultation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Of which item of the agenda; null for the whole meeting.
    item = UUID(null=True, default=None)
    title = Varchar(length=80, default=None)
    #: SHA-256 of the file, hexadecimal, and how many bytes it has.
    digest = Varchar(length=64, default=None)
    size = Integer(default=None)
    #: Who reads it: everyone or called.
    readers = Varchar(length=8, default=None)
    added_by = UUID(default=None)
    added_at = Timestamptz(default=None)
    #: By whom and when it was taken off; the file goes, this stays.
    withdrawn_by = UUID(null=True, default=None)
    withdrawn_at = Timestamptz(null=True, default=None)
