"""A restored ledger is the one that was backed up, and is proved to be."""

from datetime import timedelta

from tests.core.backups.places import THERE_AND_BACK, back_up, besides, contents, restore
from tests.ledger.makers import NOW, a_volunteer, an_organisation, serve

from xiangyi.core import keys
from xiangyi.features.ledger.service import checkpoints
from xiangyi.features.ledger.service.verifying import verify
from xiangyi.serving import database
from xiangyi.settings import Settings


@THERE_AND_BACK
async def test_a_restored_ledger_fits_the_checkpoints_of_before(
    database_url, tmp_path, empty_place
):
    """And goes on: the next entry follows the last one, on either engine."""
    there = Settings.from_environment({}, data=str(tmp_path), database_url=database_url)
    keys.use(keys.minted())
    async with database.opened(there):
        office, volunteer = await an_organisation(), await a_volunteer()
        await serve(volunteer, office, *[15] * 140)
        await checkpoints.make(now=NOW)
        await checkpoints.publish(there.checkpoints_dir)
    file = tmp_path / "the.backup"
    await back_up(there, file)
    await restore(empty_place, file)
    assert besides(await contents(empty_place), "operator.restore") == await contents(there)
    async with database.opened(empty_place):
        assert await told_of(there) == []
        _, [receipt] = await serve(volunteer, office, 30)
        assert receipt.seq == 141
        made = await checkpoints.make(now=NOW + timedelta(days=1))
        assert made.size == 282
        assert await told_of(there) == []


async def told_of(there):
    told: list[str] = []
    done = await verify([there.checkpoints_dir], [], told.append)
    assert done.checkpoints
    return told
