"""What is remembered of organisations."""

from piccolo.columns import UUID, BigInt, ForeignKey, Integer, OnDelete, Timestamptz, Varchar
from piccolo.table import Table

from xiangyi.features.divisions.tables import Division


class Organisation(Table):
    id = UUID(primary_key=True, default=None)
    #: street_office, committee, department, volunteer_organisation, hospital, bus_operator …
    kind = Varchar(length=32, default=None)
    name = Varchar(length=80, default=None)
    #: Where it is at home: the division whose administrators answer for it.
    home = ForeignKey(Division, null=False, default=None, index=True, on_delete=OnDelete.restrict)
    #: An office's own number and address, shown to everybody; never a person's.
    phone = Varchar(length=32, default="")
    address = Varchar(length=200, default="")
    #: Of the name, without tones or spaces, as a thumb types it.
    pinyin = Varchar(length=500, default="")
    initials = Varchar(length=80, default="")
    changed_at = Timestamptz(default=None)
    closed_at = Timestamptz(null=True, default=None)


class OrganisationExternalId(Table):
    """What another system calls it; one of each system."""

    organisation = ForeignKey(
        Organisation, null=False, default=None, index=True, on_delete=OnDelete.restrict
    )
    #: As in `uscc`, the unified social credit code.
    system = Varchar(length=24, default=None)
    number = Varchar(length=64, default=None)


class OrganisationRevision(Table):
    """How often an organisation changed; one row, none before the first."""

    id = Integer(primary_key=True, default=1)
    revision = BigInt(default=0)
