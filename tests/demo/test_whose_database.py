"""A demonstration begins where there is nothing, and is one because its database says so."""

import pytest
from tests.core.backups.places import contents, rows_of_all
from tests.stations.makers import NOW

from xiangyi.serving import database, demonstration
from xiangyi.serving.refusing import CannotStart
from xiangyi.settings import Settings


async def test_it_begins_in_an_empty_place_and_goes_on_there(empty_place):
    empty_place.data_dir.mkdir()
    async with database.opened(empty_place):
        assert not await demonstration.is_one()
        assert await demonstration.begin(empty_place, now=NOW)
        assert await demonstration.begin(empty_place, now=NOW) == []
        assert (await demonstration.as_told(empty_place)).demo


async def test_it_leaves_a_database_alone_that_is_not_its_own(database_url, tmp_path):
    """Also one that is new and holds nobody yet: whoever made it has something in mind."""
    real = Settings.from_environment({}, data=str(tmp_path), database_url=database_url, demo=True)
    before = await contents(real)
    async with database.opened(real):
        with pytest.raises(CannotStart, match="no demonstration"):
            await demonstration.begin(real, now=NOW)
        assert await rows_of_all() == before
        assert not (await demonstration.as_told(real)).demo
