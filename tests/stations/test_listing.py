"""What each row of an office's list is worth: the table of verdicts, line by line."""

from datetime import timedelta

import pytest
from tests.stations.desk import HEADER, csv_of, make_furong
from tests.stations.makers import NOW

from xiangyi.features.stations.service.importing.lists import SentList, import_stations
from xiangyi.features.stations.tables import Station, StationAmenity


async def judged(*rows: dict[str, str], datum: str = "wgs84"):
    await make_furong()
    return await import_stations(SentList(csv_of(*rows), "长沙.csv", datum), now=NOW)


ACCEPTED = [
    {},
    {"开放时间": "周一至周日 20:00-02:00"},
    {"经度": "112.99012345678901234", "纬度": "28.190123456789"},
    {"行政区划代码": "430102000000"},
    {"行政区划代码": "430102001001"},
    {"站点名称": "<b>文艺路</b>党群服务中心"},
    {"联系电话": "+86 731 82212345"},
    {"设施": "饮水、充电，厕所"},
]
FIXED = [
    ({"行政区划代码": "'430102001000"}, "行政区划代码", "apostrophe_dropped"),
    ({"行政区划代码": "430102001000.0"}, "行政区划代码", "decimal_dropped"),
    ({"行政区划代码": "４３０１０２００１０００"}, "行政区划代码", "full_width"),
    ({"行政区划代码": "430102"}, "行政区划代码", "code_completed"),
    ({"行政区划代码": "430102001"}, "行政区划代码", "code_completed"),
    ({"经度": "１１２．９９"}, "经度", "full_width"),
    ({"经度": "112°59′24″"}, "经度", "degrees_converted"),
    ({"纬度": "28度11分24秒"}, "纬度", "degrees_converted"),
    ({"经度": "东经112.99"}, "经度", "marks_dropped"),
    ({"经度": "112°59.4′"}, "经度", "degrees_converted"),
    ({"经度": "112:59:24"}, "经度", "degrees_converted"),
    ({"经度": "112 59 24"}, "经度", "degrees_converted"),
    ({"行政区划代码": '="430102001000"'}, "行政区划代码", "formula_unwrapped"),
    ({"联系电话": "０７３１-82212345"}, "联系电话", "full_width"),
    ({"开放时间": "周一至周日 08:00~22:00"}, "开放时间", "tilde_for_dash"),
    ({"开放时间": "周一至周日 ０８：００-２２：００"}, "开放时间", "fullwidth_digits"),
    ({"站点名称": " 文艺路街道\n党群服务中心 "}, "站点名称", "spaces_dropped"),
    ({"站点名称": "=1+1驿站"}, "站点名称", "formula_as_text"),
]
WARNED = [
    ({"行政区划代码": ""}, "行政区划代码", "division_absent"),
    ({"行政区划代码": "430100000000"}, "行政区划代码", "division_coarse"),
    ({"行政区划代码": "430111000000"}, "经度", "other_county"),
    ({"开放时间": ""}, "开放时间", "hours_absent"),
    ({"开放时间": "看天气"}, "开放时间", "hours_unreadable"),
    ({"开放时间": "视情况开放"}, "开放时间", "hours_vague"),
    ({"开放时间": "电话预约"}, "开放时间", "hours_by_appointment"),
    ({"设施": "饮水;血压计"}, "设施", "amenity_unknown"),
    ({"站点类型": "暖新驿站"}, "站点类型", "family_unknown"),
    ({"联系电话": "0731-82212345、0731-82212346、0731-82212347"}, "联系电话", "cut_short"),
    ({"地址": "长" * 201}, "地址", "cut_short"),
]
REFUSED = [
    ({"站点名称": ""}, "站点名称", "name_absent"),
    ({"站点名称": "  \n "}, "站点名称", "name_absent"),
    ({"站点名称": "站" * 81}, "站点名称", "too_long"),
    ({"站点名称": "文艺路\x07驿站"}, "站点名称", "control_character"),
    ({"站点名称": "文艺路\x0b驿站"}, "站点名称", "control_character"),
    ({"站点名称": "文艺路\x85驿站"}, "站点名称", "control_character"),
    ({"站点名称": "?水镇驿站"}, "站点名称", "name_lost"),
    ({"站点名称": "文艺路??"}, "站点名称", "name_lost"),
    ({"地址": "文艺路\u202e号"}, "地址", "control_character"),
    ({"行政区划代码": "430199000000"}, "行政区划代码", "division_unknown"),
    ({"行政区划代码": "440100000000"}, "行政区划代码", "division_foreign"),
    ({"行政区划代码": "430102002000"}, "行政区划代码", "division_abolished"),
    ({"行政区划代码": "4.30102E+11"}, "行政区划代码", "code_destroyed"),
    ({"行政区划代码": "芙蓉"}, "行政区划代码", "code_unreadable"),
    ({"经度": ""}, "经度", "coordinates_absent"),
    ({"经度": "28.19", "纬度": "112.99"}, "经度", "coordinates_swapped"),
    ({"经度": "0", "纬度": "0"}, "经度", "coordinates_zero"),
    ({"经度": "NaN"}, "经度", "coordinates_not_finite"),
    ({"纬度": "1e999"}, "纬度", "coordinates_not_finite"),
    ({"经度": "112,99"}, "经度", "decimal_comma"),
    ({"经度": "113.26", "纬度": "23.13"}, "经度", "outside_province"),
    ({"经度": "东塘"}, "经度", "coordinates_unreadable"),
    ({"行政区划代码": "", "经度": "113.64", "纬度": "28.16"}, "行政区划代码", "division_unplaced"),
    ({"开放时间": "周一至周日 08:00-25:00"}, "开放时间", "hours_impossible"),
    ({"开放时间": "周一至周日 08:00-20:61"}, "开放时间", "hours_impossible"),
]


@pytest.mark.parametrize("cells", ACCEPTED)
async def test_it_accepts_what_it_reads_as_written(db, cells):
    report = await judged(cells)
    assert (report.accepted, report.rows) == (1, [])


@pytest.mark.parametrize(("cells", "field", "code"), FIXED)
async def test_it_says_what_it_repaired(db, cells, field, code):
    report = await judged(cells)
    [row] = report.rows
    assert (row.verdict, row.field, row.code, report.fixed) == ("fixed", field, code, 1)
    assert report.added == 1


@pytest.mark.parametrize(("cells", "field", "code"), WARNED)
async def test_it_takes_a_doubtful_row_and_says_the_doubt(db, cells, field, code):
    report = await judged(cells)
    [row] = report.rows
    assert (row.verdict, row.field, row.code, report.warned) == ("warned", field, code, 1)
    assert report.added == 1


@pytest.mark.parametrize(("cells", "field", "code"), REFUSED)
async def test_it_refuses_a_row_and_keeps_the_others(db, cells, field, code):
    report = await judged({"站点名称": "好的一行"}, cells)
    [row] = report.rows
    assert (row.line, row.verdict, row.field, row.code) == (3, "refused", field, code)
    assert (report.refused, report.accepted, report.added) == (1, 1, 1)
    assert await Station.select(Station.name).output(as_list=True) == ["好的一行"]


@pytest.mark.parametrize(
    ("line", "code"),
    [("只有名字,党群服务中心", "too_few_columns"), (",".join("一" * 12), "too_many_columns")],
)
async def test_it_refuses_a_row_that_does_not_fit_its_header(db, line, code):
    await make_furong()
    content = csv_of({}) + f"\n{line}\n".encode()
    report = await import_stations(SentList(content, "长沙.csv", "wgs84"), now=NOW)
    [row] = report.rows
    assert (row.line, row.verdict, row.code) == (3, "refused", code)


async def test_it_counts_a_cell_with_line_breaks_as_one_row(db):
    report = await judged({"地址": "文艺路\n一号\n二楼"}, {"站点名称": ""})
    assert [(row.line, row.verdict) for row in report.rows] == [(2, "fixed"), (3, "refused")]


async def test_it_names_the_successor_of_an_abolished_division(db):
    [row] = (await judged({"行政区划代码": "430102002000"})).rows
    assert "文艺路街道（430102001000）" in row.message


async def test_it_puts_a_row_without_a_code_into_the_street_that_its_address_names(db):
    await judged({"行政区划代码": "", "地址": "芙蓉区文艺路街道韭菜园路1号"}, {"行政区划代码": ""})
    found = await Station.select(Station.division).order_by(Station.address).output(as_list=True)
    assert found == ["nbs:430102001000", "nbs:430102001000"]


async def test_it_keeps_the_sources_words_where_it_has_none_of_its_own(db):
    await judged(
        {"站点类型": "暖新驿站", "设施": "饮水;血压计;针线包（前台）", "开放时间": "看天气"}
    )
    [station] = await Station.select()
    assert (station["family"], station["family_words"]) == ("other", "暖新驿站")
    assert station["amenity_words"] == "血压计、针线包（前台）"
    assert await StationAmenity.select(StationAmenity.amenity).output(as_list=True) == [
        "drinking_water"
    ]
    assert '"note":"看天气"' in station["hours"]
    assert '"week":null' in station["hours"]


async def test_it_promises_hot_water_only_where_its_source_does(db):
    await judged({"设施": "饮水"}, {"设施": "热水;厕所"}, {"设施": "开水（自带杯子）"})
    water = StationAmenity.amenity == "drinking_water"
    notes = await StationAmenity.select(StationAmenity.note).where(water).output(as_list=True)
    assert sorted(notes) == ["", "热水", "自带杯子"]


async def test_it_doubts_a_row_that_looks_like_another(db):
    report = await judged({}, {"站点名称": "文艺路 街道党群服务中心", "经度": "112.9901"})
    [row] = report.rows
    assert (row.line, row.code) == (3, "duplicate_row")
    assert "第 2 行" in row.message
    assert report.added == 2


async def test_it_takes_a_row_once_that_is_written_twice(db):
    report = await judged({}, {"站点名称": "东塘驿站"}, {}, {"设施": "饮水"})
    said = [(one.line, one.verdict, one.code) for one in report.rows]
    assert said == [(4, "refused", "row_repeated"), (5, "warned", "duplicate_row")]
    assert "第 2 行" in report.rows[0].message
    assert report.added == 3


async def test_it_doubts_a_row_that_looks_like_a_station_of_another_list(db):
    await make_furong()
    content = csv_of({})
    first = await import_stations(SentList(content, "工会.csv", "wgs84"), now=NOW)
    later = NOW + timedelta(seconds=1)
    again = await import_stations(SentList(content, "街道.csv", "wgs84"), now=later)
    assert first.rows == []
    [row] = again.rows
    assert (row.verdict, row.code) == ("warned", "duplicate_station")


async def test_it_passes_over_what_only_dresses_the_list(db):
    await make_furong()
    content = csv_of({}) + (f"\n{HEADER}\n合计,1,,,,,,,\n填表人：王小明,,,审核：李,,,,,\n".encode())
    report = await import_stations(SentList(content, "长沙.csv", "wgs84"), now=NOW)
    assert (report.accepted, report.refused, report.passed_over) == (1, 0, [3, 4, 5])


async def test_a_point_just_beyond_the_border_is_doubted(db):
    report = await judged({"经度": "114.095", "纬度": "28.19"})
    assert "beyond_border" in {row.code for row in report.rows} | {
        one.code for row in report.rows for one in row.more
    }


async def test_it_refuses_a_number_that_an_earlier_row_has(db):
    await make_furong()
    text = "编号,名称,区划代码,经度,纬度\nA1,甲,430102,112.99,28.19\nA1,乙,430102,112.98,28.19\n"
    report = await import_stations(SentList(text.encode(), "a.csv", "wgs84"), now=NOW)
    refused = [row for row in report.rows if row.verdict == "refused"]
    assert [(row.line, row.code) for row in refused] == [(3, "twice_in_file")]


@pytest.mark.parametrize(
    ("datum", "lon", "lat"),
    [
        ("gcj02", "112.99560436667112", "28.18661873923566"),
        ("bd09", "113.0021497267437", "28.192383622462856"),
    ],
)
async def test_it_takes_a_point_out_of_its_datum_as_the_app_puts_it_in(db, datum, lon, lat):
    await judged({"经度": lon, "纬度": lat}, datum=datum)
    [station] = await Station.select()
    assert (station["lon"], station["lat"]) == (
        pytest.approx(112.99, abs=1e-6),
        pytest.approx(28.19, abs=1e-6),
    )
    assert station["datum"] == datum


async def test_a_number_of_thousands_of_digits_is_a_row_refused(db):
    await make_furong()
    text = f"编号,名称,区划代码,经度,纬度\n{'1' * 5000},甲,430102,112.99,28.19\n"
    report = await import_stations(SentList(text.encode(), "a.csv", "wgs84"), now=NOW)
    [said] = report.rows
    assert (said.line, said.code) == (2, "too_long")
