"""The ways workdays say no."""

from xiangyi.core.errors import Unusable


class SpecialDayFileBroken(Unusable):
    """`lines` tells the first faults, `total` how many there are; nothing was written."""

    code = "special_day_file_broken"
