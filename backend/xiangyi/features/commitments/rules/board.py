"""The numbers of the board, and what each counts, in the words that stand beside it."""

from collections.abc import Mapping
from typing import Final, Literal

Count = Literal[
    "promised",
    "kept",
    "under_way",
    "overdue",
    "supervised",
    "solved",
    "unanswered",
    "pictured",
    "kept_late",
    "withdrawn",
]
#: In Chinese and in English. The first is the sum of the four after it.
DEFINITIONS: Final[Mapping[Count, tuple[str, str]]] = {
    "promised": ("公开记下、没有收回的承诺。", "Written down in public, and not withdrawn."),
    "kept": (
        "单位报了办完、写明做成什么样，提的人没有说没解决。还在问提的人的也算。",
        "Reported done, saying how it is by now, and not found unsolved or still asked about.",
    ),
    "under_way": (
        "在办，没超期。被说没解决、正在重办的也算。",
        "Owed, and not past the day. Those that are done again are among them.",
    ),
    "overdue": (
        "没办完，超期了。上级督办的也算。",
        "Owed, and past the day. Those that the level above watches are among them.",
    ),
    "supervised": (
        "重办以后还被说没解决，上级在督办，没超期。",
        "Found unsolved after it was done again: the level above watches it; not past its day.",
    ),
    "solved": (
        "做到的里面，提的人说了，没解决的不到规定的比例。",
        "Among the kept: people said so, and fewer than the rule's share said it is not solved.",
    ),
    "unanswered": (
        "做到的里面，到日子没有人说解决没有。",
        "Among the kept: nobody said whether it is solved while they could.",
    ),
    "pictured": ("做到的里面，附了照片的。", "Among the kept: reported with a photo."),
    "kept_late": (
        "做到的里面，报办完时已经超期。重办的，头一回晚了也算。",
        "Among the kept: reported after the day, also if only when it was first reported.",
    ),
    "withdrawn": (
        "记下以后收回的，写了原因。不算在承诺里。",
        "Withdrawn with a reason after it was written down. Not among the promised.",
    ),
}
