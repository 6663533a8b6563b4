"""What people give their time to."""

from typing import Final, Literal

Kind = Literal["cleaning", "care", "hazard", "guidance", "teaching", "comfort", "other"]

#: What people call them; the second and third are what riders do on their way.
KINDS_ZH: Final[dict[Kind, str]] = {
    "cleaning": "清扫整治",
    "care": "邻里关照",
    "hazard": "隐患随手报",
    "guidance": "引路咨询",
    "teaching": "教人学东西",
    "comfort": "送清凉送温暖",
    "other": "其他",
}
