"""What is remembered of compacts and charters. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    Date,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.cases.tables import Concern
from xiangyi.features.consultations.tables import Consultation
from xiangyi.features.divisions.tables import Division


class Charter(Table):
    #: Minted by whoever drafts it.
    id = UUID(primary_key=True, default=None)
    #: compact or charter.
    kind = Varchar(length=8, default=None)
    title = Varchar(length=60, default=None)
    #: That of the meetings from which it comes.
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )


class CharterVersion(Table):
    """Once it is published nothing of it changes."""

    #: Minted by whoever drafts it.
    id = UUID(primary_key=True, default=None)
    charter = ForeignKey(Charter, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: 1 for the first that was published; null of a draft, of which there is one at a time.
    number = SmallInt(null=True, default=None)
    #: draft or published.
    state = Varchar(length=12, default=None)
    #: JSON, `Article`s in their order.
    articles = Text(default=None)
    #: The meeting, the item of its record and the concern that it was about.
    consultation = ForeignKey(Consultation, null=False, default=None, on_delete=OnDelete.restrict)
    item = UUID(default=None)
    concern = ForeignKey(Concern, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: The first day on which it is in force.
    since_on = Date(default=None)
    revision = Integer(default=None)
    written_by = UUID(default=None)
    written_at = Timestamptz(default=None)
    published_by = UUID(null=True, default=None)
    published_at = Timestamptz(null=True, default=None)
