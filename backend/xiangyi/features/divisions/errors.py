"""The ways divisions say no."""

from xiangyi.core.errors import Conflict, NotFound, Refusal, Unusable


class DivisionNotFound(NotFound):
    code = "division_not_found"


class DivisionHasNoPrefecture(Unusable):
    """A province lies in none."""

    code = "division_has_no_prefecture"


class DivisionFileBroken(Unusable):
    """`lines` tells the first faults, `total` how many there are; nothing was written."""

    code = "division_file_broken"


class DivisionFileOlder(Conflict):
    """Something is `held` from a later date than the file was `given` as of."""

    code = "division_file_older"


class CodeSystemUnknown(Unusable):
    code = "code_system_unknown"


class PointOutsideChina(Unusable):
    code = "point_outside_china"


class SearchUnusable(Refusal):
    """What is looked for has characters that nobody can see."""

    code = "search_unusable"
