"""The ways ruling says no."""

from xiangyi.core.errors import Unusable


class RuleUnusable(Unusable):
    """A number of a division that cannot be, or a day that is over; facts: `field`, `wanted`."""

    code = "rule_unusable"
