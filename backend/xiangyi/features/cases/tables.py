"""What is remembered of cases and concerns. `default=None` marks what a caller must supply."""

from piccolo.columns import (
    UUID,
    BigSerial,
    Boolean,
    Bytea,
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

from xiangyi.features.divisions.tables import Division
from xiangyi.features.identity.tables import Account
from xiangyi.features.media.tables import Photo, Voice
from xiangyi.features.organisations.tables import Organisation
from xiangyi.features.scenes.tables import Scene
from xiangyi.features.stations.tables import Station


class CaseRule(Table):
    """A number that a division sets for itself and all below it, from a day on."""

    id = BigSerial(primary_key=True)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: lodging_days and so on: within how many working days such a case is answered.
    name = Varchar(length=32, default=None)
    value = Integer(default=None)
    since_on = Date(default=None)
    #: The article or letter that says so.
    basis = Varchar(length=200, default=None)


class CommitteeMatter(Table):
    """A matter with which a residents' committee may be asked to help, in a division and below."""

    id = BigSerial(primary_key=True)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: The cases that it covers.
    field = Varchar(length=12, default=None)
    title = Varchar(length=80, default=None)
    #: Of the law: 7 for the register of assistance, 13 for that of the grids.
    article = SmallInt(default=None)
    since_on = Date(default=None)
    #: The last day on which it may be asked; null while there is no end.
    until_on = Date(null=True, default=None)
    basis = Varchar(length=200, default=None)


class Concern(Table):
    """Many cases as one matter. All of it is for everybody to read."""

    #: Minted by whoever proposes it.
    id = UUID(primary_key=True, default=None)
    title = Varchar(length=60, default=None)
    about = Text(default="")
    field = Varchar(length=12, default=None)
    division = ForeignKey(
        Division, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: proposed, accepted, on_agenda, decided, elsewhere, declined or merged.
    state = Varchar(length=12, default=None)
    proposed_by = UUID(default=None)
    proposed_at = Timestamptz(default=None)
    #: When its last step was taken.
    moved_at = Timestamptz(default=None)


class ConcernStep(Table):
    """One step of a concern. Only added to."""

    #: In the order in which they were taken.
    id = BigSerial(primary_key=True)
    #: Minted by whoever takes it.
    key = UUID(default=None)
    concern = ForeignKey(Concern, null=False, default=None, on_delete=OnDelete.restrict)
    move = Varchar(length=16, default=None)
    at = Timestamptz(default=None)
    account = UUID(default=None)
    channel = Varchar(length=12, null=True, default=None)
    #: The meeting on whose agenda it is.
    meeting = UUID(null=True, default=None)
    #: In which it goes on.
    target = ForeignKey(Concern, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: Why, or what was decided; in public.
    words = Text(default="")


class Case(Table, tablename="raised_case"):
    #: Minted on the phone.
    id = UUID(primary_key=True, default=None)
    #: As on the receipt.
    number = Varchar(length=12, default=None)
    #: Who raised it, or for whom a clerk did; null once erased.
    account = ForeignKey(Account, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    #: consult, help, complaint, report or suggestion.
    kind = Varchar(length=12, default=None)
    #: lodging, meals, parking, passage, pay_rights, safety, facilities or other.
    field = Varchar(length=12, default=None)
    #: Sealed: what is asked for.
    words = Bytea(null=True, default=None)
    photo = ForeignKey(Photo, null=True, default=None, index=True, on_delete=OnDelete.set_null)
    voice = ForeignKey(Voice, null=True, default=None, index=True, on_delete=OnDelete.set_null)
    division = ForeignKey(Division, null=False, default=None, on_delete=OnDelete.restrict)
    station = ForeignKey(Station, null=True, default=None, on_delete=OnDelete.restrict)
    scene = ForeignKey(Scene, null=True, default=None, on_delete=OnDelete.restrict)
    raised_at = Timestamptz(default=None)
    #: Within how many working days it is answered, as ruled when it was raised, and so by when.
    days = SmallInt(default=None)
    due_on = Date(default=None)
    #: The table of workdays did not reach so far: counted again once it does.
    provisional = Boolean(default=False)
    #: raised, accepted, assigned, answered, reopened, supervised, closed, elsewhere, declined or
    #: withdrawn.
    state = Varchar(length=12, default=None)
    #: 1 until what was answered is found to have solved nothing, then one more each time.
    turn = SmallInt(default=1)
    #: From when on the days are counted anew; null while that is when it was raised.
    reopened_at = Timestamptz(null=True, default=None)
    #: When whoever convenes there was told that it is raised.
    desk_told_at = Timestamptz(null=True, default=None)
    #: When it was told overdue in this turn, and from which day on it climbs.
    fell_due_at = Timestamptz(null=True, default=None)
    climbs_on = Date(null=True, default=None)
    #: Who handles it.
    organisation = ForeignKey(
        Organisation, null=True, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: The matter of the register by which a residents' committee handles it.
    matter = ForeignKey(CommitteeMatter, null=True, default=None, on_delete=OnDelete.restrict)
    concern = ForeignKey(Concern, null=True, default=None, index=True, on_delete=OnDelete.restrict)
    ended_at = Timestamptz(null=True, default=None)
    #: When words and photo were erased.
    erased_at = Timestamptz(null=True, default=None)


class CaseStep(Table):
    """One step of a case. Only added to."""

    #: In the order in which they were taken.
    id = BigSerial(primary_key=True)
    #: Minted by whoever takes it.
    key = UUID(default=None)
    case_id = ForeignKey(Case, null=False, default=None, on_delete=OnDelete.restrict)
    move = Varchar(length=16, default=None)
    at = Timestamptz(default=None)
    #: Who took it at a desk; null where it was whoever raised or joined it, or a rule.
    account = UUID(null=True, default=None)
    organisation = ForeignKey(Organisation, null=True, default=None, on_delete=OnDelete.restrict)
    channel = Varchar(length=12, null=True, default=None)
    #: Of an acceptance, what it was taken for.
    kind = Varchar(length=12, null=True, default=None)
    #: Sealed: the answer, or why.
    words = Bytea(null=True, default=None)


class CaseJoined(Table):
    """Somebody wants the same; one row for each (case, account)."""

    id = BigSerial(primary_key=True)
    case_id = ForeignKey(Case, null=False, default=None, on_delete=OnDelete.restrict)
    account = ForeignKey(Account, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    joined_at = Timestamptz(default=None)
