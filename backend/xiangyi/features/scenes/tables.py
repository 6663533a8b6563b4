"""What is remembered of scenes. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    ForeignKey,
    Integer,
    OnDelete,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division
from xiangyi.features.media.tables import Photo
from xiangyi.features.organisations.tables import Organisation


class SceneKind(Table):
    """A kind of scene; those of Art 9 and `other`, with room for more."""

    id = Varchar(length=32, primary_key=True, default=None)
    name_zh = Varchar(length=32, default=None)
    name_en = Varchar(length=64, default=None)
    position = SmallInt(default=None)


class Scene(Table):
    #: Minted by whoever makes it.
    id = UUID(primary_key=True, default=None)
    #: SceneFacts, JSON; the columns below repeat what is searched of them.
    facts = Text(default=None)
    name = Varchar(length=60, default=None)
    kind = ForeignKey(SceneKind, null=False, default=None, on_delete=OnDelete.restrict)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: The prefecture's key: beside whose pack of stations it is published.
    prefecture = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Whose managers answer for it.
    organisation = ForeignKey(
        Organisation, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: Of the guide's picture, which everybody may see while the scene stands.
    guide_photo = ForeignKey(
        Photo, null=True, default=None, index=True, on_delete=OnDelete.set_null
    )
    #: The number of its latest revision.
    revision = Integer(default=None)
    changed_at = Timestamptz(default=None)
    #: The number of its first revision that is to be seen at the gate as this one is.
    looks_as = Integer(default=1)
    closed_at = Timestamptz(null=True, default=None)


class SceneRevision(Table):
    """One change of a scene: what it was, what it became, and by whom. Only added to."""

    scene = ForeignKey(Scene, null=False, default=None, on_delete=OnDelete.restrict)
    #: 1 for the first; one row for each (scene, number).
    number = Integer(default=None)
    made_at = Timestamptz(default=None)
    account = UUID(default=None)
    #: SceneFacts, JSON; null where it was not here, or has closed.
    before = Text(null=True, default=None)
    after = Text(null=True, default=None)


class SceneVerification(Table):
    """Somebody went and looked: it is so, at this time. Only ever added to."""

    #: Minted on the phone; one row for each.
    key = UUID(primary_key=True, default=None)
    scene = ForeignKey(Scene, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    verified_at = Timestamptz(default=None)
    received_at = Timestamptz(default=None)
    account = UUID(default=None)
    #: manager or administrator: as whom it was said.
    role = Varchar(length=16, default=None)
    #: As a scene's: it is a word about what looks the same, and about nothing else.
    looks_as = Integer(default=1)
    #: Since then it counts no more: whoever gave it said that it was a mistake.
    withdrawn_at = Timestamptz(null=True, default=None)
