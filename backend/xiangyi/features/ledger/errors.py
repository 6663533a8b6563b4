"""The ways the ledger says no."""

from xiangyi.core.errors import Conflict, NotFound


class PostingDiffers(Conflict):
    """Another posting has this id. Facts: `posting`."""

    code = "posting_differs"


class MinutesLacking(Conflict):
    """The account has fewer minutes than would go from it. Facts: `balance`, `asked`, minutes."""

    code = "minutes_lacking"


class CheckpointNotFound(NotFound):
    """There is no checkpoint of this size. Facts: `size`."""

    code = "checkpoint_not_found"


class EntryNotInCheckpoint(NotFound):
    """No entry with this hash is in the tree of this size. Facts: `size`."""

    code = "entry_not_in_checkpoint"
