"""Nothing of a person is kept without a reason, an end and a way to erase it."""

# ruff: noqa: SLF001  # Piccolo's own way to ask a table

import pytest
from piccolo.columns import JSON, UUID, Bytea, ForeignKey, Text, Varchar

from xiangyi.core.personal import Column, Sealed, tables_of
from xiangyi.features.identity.tables import Account
from xiangyi.keepers import KEEPERS
from xiangyi.piccolo_app import APP_CONFIG

SEALED = [one for keeper in KEEPERS for one in keeper.sealed]
OTHERS = [one for keeper in KEEPERS for one in (*keeper.hashed, *keeper.accounts)]
#: Tables without a line about anybody.
IMPERSONAL = {
    "division",
    "special_day",
    "organisation",
    "organisation_external_id",
    "audit_place",
    "demonstration",
}
#: As long as a note may be; ids, codes and amenities' names are shorter.
ROOMY = 80
#: Tables of authorities' and offices' words, and of what is made of others.
NOBODYS = {
    "division",
    "special_day",
    "organisation",
    "pack_revision",
    "consultation_rule",
    "volunteer_rule",
    "case_rule",
    "commitment_rule",
    "committee_matter",
    "benefit_rule",
}


def test_every_column_of_bytes_and_every_account_that_is_named_is_somebodys_to_erase():
    found = {
        (table._meta.tablename, column._meta.name)
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if is_bytes_or_account(column)
    }
    told = [name_of(one) for one in (*SEALED, *OTHERS)]
    assert sorted(told) == sorted(found)


def test_where_somebody_may_have_written_is_somebodys_to_erase_or_nobodys():
    """A table with room for words is written anew once a person is erased, or says why not."""
    roomy = {
        table._meta.tablename
        for table in APP_CONFIG.table_classes
        for column in table._meta.columns
        if isinstance(column, Text | JSON)
        or (isinstance(column, Varchar) and (column.length or 0) >= ROOMY)
    }
    assert roomy - set(tables_of(KEEPERS)) == NOBODYS


def test_what_is_sealed_says_for_whom_and_as_what():
    for one in SEALED:
        columns = {column._meta.name: column for column in one.table._meta.columns}
        assert isinstance(columns[one.column], Bytea), one
        assert isinstance(columns[one.owner], UUID | ForeignKey), one
    bound = [(one.owner == "id" and one.table, one.field or one.column) for one in SEALED]
    assert len(bound) == len(set(bound)), "two columns would open one another's text"


def test_whatever_is_sealed_is_shown_on_the_page():
    for keeper in KEEPERS:
        fields = {one.field for one in keeper.fields}
        assert {one.field or one.column for one in keeper.sealed} <= fields


@pytest.mark.parametrize("keeper", KEEPERS, ids=lambda keeper: keeper.feature)
def test_each_field_has_a_name_a_purpose_and_an_end_in_both_languages(keeper):
    assert keeper.fields
    assert len({one.field for one in keeper.fields}) == len(keeper.fields)
    for one in keeper.fields:
        for text in (one.name_zh, one.purpose_zh, one.retention_zh):
            assert any("\u4e00" <= character <= "\u9fff" for character in text), one
        for text in (one.name_en, one.purpose_en, one.retention_en):
            assert text.isascii(), one
            assert text, one


def test_the_tables_to_write_anew_are_those_of_persons():
    tables = tables_of(KEEPERS)
    assert {"account", "device", "guardian", "feedback", "tally"} <= set(tables)
    assert not IMPERSONAL & set(tables)


def is_bytes_or_account(column) -> bool:
    if isinstance(column, ForeignKey):
        return column._foreign_key_meta.resolved_references is Account
    if not isinstance(column, Bytea | UUID):
        return False
    # What is said once has a key that a phone minted, which is nobody's.
    is_key = column._meta.primary_key or column._meta.name == "key"
    return not is_key or isinstance(column, Bytea)


def name_of(one: Sealed | Column) -> tuple[str, str]:
    return one.table._meta.tablename, one.column
