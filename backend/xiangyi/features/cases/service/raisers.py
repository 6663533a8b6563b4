"""By whom a concern was raised: by people of what work, and by whether it was somebody."""

from collections.abc import Collection
from uuid import UUID

from xiangyi.core.db import run


async def by_work(concerns: Collection[UUID], occupations: Collection[str]) -> bool:
    """Whether somebody of such work raised one of them, or joined it."""
    if not concerns or not occupations:
        return False
    asked, work = list(concerns), sorted(occupations)
    among, does = (", ".join(["{}"] * len(one)) for one in (asked, work))
    rows = await run(
        "SELECT 1 FROM raised_case c JOIN account a ON a.id = c.account"  # noqa: S608  # blanks
        f" WHERE c.concern IN ({among}) AND a.occupation IN ({does})"
        " UNION ALL SELECT 1 FROM case_joined j JOIN raised_case c ON c.id = j.case_id"
        " JOIN account a ON a.id = j.account"
        f" WHERE c.concern IN ({among}) AND a.occupation IN ({does}) LIMIT 1",
        *(*asked, *work, *asked, *work),
    )
    return bool(rows)


async def by_somebody(concerns: Collection[UUID], accounts: Collection[UUID]) -> bool:
    """Whether somebody raised a case of one of them, or joined it, under one of their accounts."""
    if not concerns or not accounts:
        return False
    asked, who = list(concerns), list(accounts)
    among, theirs = (", ".join(["{}"] * len(one)) for one in (asked, who))
    rows = await run(
        f"SELECT 1 FROM raised_case c WHERE c.concern IN ({among}) AND (c.account IN ({theirs})"  # noqa: S608  # blanks
        " OR EXISTS (SELECT 1 FROM case_joined j WHERE j.case_id = c.id"
        f" AND j.account IN ({theirs}))) LIMIT 1",
        *(*asked, *who, *who),
    )
    return bool(rows)
