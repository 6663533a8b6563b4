"""The ways a meeting's paper is refused, beside what media says of the file."""

from xiangyi.core.errors import Conflict, Unusable


class PaperUnusable(Unusable):
    """Facts: `field`: title, where nothing or something hidden is said; item, which is none."""

    code = "paper_unusable"


class PaperDiffers(Conflict):
    """Another paper was added under this id."""

    code = "paper_differs"


class PapersFull(Conflict, rule="papers_most"):
    """A meeting has so many already; facts: `most`."""

    code = "papers_full"
