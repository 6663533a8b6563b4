"""A month as a file: what a spreadsheet sums is what the statement says, and nothing in it runs."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.benefits.makers import approved, settled, taken, used
from tests.reconciliation.makers import at, get, path_of, statement, undone

from xiangyi.core.db import run

FORMULA = "=HYPERLINK(1)*粗体*"


@pytest.fixture
async def month(api, clock, partner, colleague, county, volunteer, benefit):
    """Four uses: one undone, one without a network that was double, and one of another benefit."""
    quota = {"times": 9, "period": "year"}
    other = await approved(
        api, clock, partner, county, title=FORMULA, payer="fund", costMinutes=30, quota=quota
    )
    vouchers = [await taken(api, clock, volunteer, one) for one in (benefit, benefit, other)]
    first = await used(api, clock, partner, vouchers[0])
    await undone(api, clock, partner, colleague, first["id"])
    for who in (partner, colleague):
        await settled(api, clock, who, vouchers[1], clock.now)
    await used(api, clock, partner, vouchers[2])
    return await statement(api, clock, partner)


async def fetched(api, clock, who, ending: str) -> bytes:
    answer = await get(api, clock, who, f"{path_of('2026-11')}/statement.{ending}")
    assert answer.status_code == 200, answer.text
    told = f'attachment; filename="statement-2026-11.{ending}"'
    assert answer.headers["content-disposition"] == told
    return answer.content


async def test_a_csv_has_a_line_for_each_and_no_cell_is_a_formula(api, clock, partner, month):
    text = (await fetched(api, clock, partner, "csv")).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert [row["情况"] for row in rows].count("重复使用") == 1
    assert sorted(row["情况"] for row in rows) == sorted(["核销"] * 3 + ["撤销", "重复使用"])
    assert sum(int(row["分钟"]) for row in rows) == month["figures"]["minutes"] == 150
    assert sum(int(row["次数"]) for row in rows) == month["figures"]["uses"] == 2
    assert {row["谁结算"] for row in rows} == {"政府", "基金"}
    titles = {row["优待"] for row in rows}
    assert titles == {"免费体检一次", f"'{FORMULA}"}
    assert not any(cell[:1] in set("=+@＝") for row in rows for cell in row.values())


async def test_a_workbook_has_minutes_that_can_be_summed(api, clock, county, month):
    sheet = load_workbook(BytesIO(await fetched(api, clock, county, "xlsx"))).active
    above, heads, *rows = sheet.iter_rows(values_only=True)
    assert above[0] == "文艺路街道办事处 2026年11月优待对账单，还没结，2026年12月4日起不再变"
    minutes = [row[heads.index("分钟")] for row in rows]
    assert all(isinstance(one, int) for one in minutes)
    assert sum(minutes) == 150
    [undoing] = [row for row in rows if row[heads.index("情况")] == "撤销"]
    assert (undoing[heads.index("次数")], undoing[heads.index("分钟")]) == (-1, -120)


async def test_a_sheet_of_paper_says_the_same_and_shows_what_others_wrote_as_it_is(
    api, clock, partner, month
):
    clock.now = at(2026, 12, 9, 9, 0)
    pdf = PdfReader(BytesIO(await fetched(api, clock, partner, "pdf")))
    text = "".join("".join(page.extract_text() for page in pdf.pages).split())
    for words in (
        *("2026年11月优待对账单", "文艺路街道办事处", "2026年12月4日已结", FORMULA),
        *("重复使用", "撤销", "后来撤销了", "2026年12月9日印"),
    ):
        assert words in text, text
    assert "王" not in text


async def test_that_it_was_taken_out_is_recorded(api, clock, county, month):
    await fetched(api, clock, county, "csv")
    [row] = await run(
        "SELECT actor, subject_id FROM audit_entry WHERE action = 'statement.exported'"
    )
    assert str(row["actor"]) == str(county.account)
