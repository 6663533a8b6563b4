"""The ways workdays say no."""

from xiangyi.core.errors import Unusable


class SpecialDayFileBroken(Unusable):
    """`lines` tells the first faults, `total` how many there are; nothing was written."""

    code = "special_day_file_broken"


class SpecialDaysLeaveGap(Unusable):
    """`years` lie between whole ones and are not whole: they come first, or in the same file."""

    code = "special_days_leave_a_gap"
