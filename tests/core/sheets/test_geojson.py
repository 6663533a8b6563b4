"""Reading GeoJSON: a feature is a row."""

import json

import pytest
from tests.core.sheets.desk import is_header, read, rows, why_not

from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.rows import Row

POINT = '{"type":"Point","coordinates":[112.990,28.19,44.5]}'


def feature(properties: str, geometry: str = POINT) -> str:
    return f'{{"type":"Feature","properties":{properties},"geometry":{geometry}}}'


def collection(*features: str) -> bytes:
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()


def test_it_reads_properties_and_points():
    content = collection(
        feature('{"name":"甲","lon":"1","amenities":["饮水","充电"],"code":430102001000}'),
        feature('{"open":true,"name":"乙","note":null,"more":{"a":[1]},"share":1.50,"code":""}'),
    )
    sheet = open_sheet(content, is_header=is_header)
    names = ("lon", "lat", "name", "amenities", "code", "open", "note", "more", "share")
    assert (sheet.columns, sheet.format, sheet.encoding) == (names, "geojson", "utf-8")
    assert list(sheet.rows) == [
        Row(1, ("112.990", "28.19", "甲", "饮水;充电", "430102001000", "", "", "", "")),
        Row(2, ("112.990", "28.19", "乙", "", "", "TRUE", "", '{"a":[1]}', "1.50")),
    ]


def test_it_leaves_the_place_of_other_shapes_empty():
    line = '{"type":"LineString","coordinates":[[1,2],[3,4]]}'
    content = collection(
        feature('{"name":"甲","lon":1}', line),
        feature("null", "null"),
        feature('{"name":"乙"}', '{"type":"Point","coordinates":[]}'),
        feature('{"name":"丙","lon":112.5,"lat":28}', "null"),
    )
    assert rows(content) == [
        Row(1, ("甲", "", "")),
        Row(3, ("乙", "", "")),
        Row(4, ("丙", "112.5", "28")),
    ]


def test_a_point_stands_before_the_properties_that_could_be_taken_for_one():
    content = collection(
        feature('{"name":"甲","经度":1,"x":2,"纬度":3}'),
        feature('{"name":"乙","经度":112.5,"Y":28.5}', "null"),
    )
    assert read(content) == [
        ("lon", "lat", "name", "经度", "x", "纬度", "Y"),
        ("112.990", "28.19", "甲", "1", "2", "3", ""),
        ("112.5", "28.5", "乙", "112.5", "", "", "28.5"),
    ]


def test_where_nothing_has_a_point_the_properties_stand_first():
    content = collection(feature('{"name":"乙","经度":112.5,"纬度":28.5}', "null"))
    assert read(content)[0] == ("name", "经度", "纬度", "lon", "lat")


def test_it_reads_whatever_encoding_the_text_is_in():
    text = "\n" + collection(feature('{"name":"芙蓉区"}')).decode()
    for encoding in ("utf-8-sig", "utf-16", "gb18030"):
        assert read(text.encode(encoding))[1] == ("112.990", "28.19", "芙蓉区")


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (b"{}", {"reason": "not_points"}),
        (b"[{}]", {"reason": "not_points"}),
        (feature('{"name":"x"}').encode(), {"reason": "not_points"}),
        (b'{"type":"FeatureCollection","features":{}}', {"reason": "not_points"}),
        (collection(feature('{"name":"x"}'), "1"), {"reason": "not_points", "line": 2}),
        (collection(), {"reason": "empty"}),
        (collection(feature("{}", "null")), {"reason": "empty"}),
        (collection(feature('{"what":1}')), {"reason": "no_header"}),
        (collection(feature('{"name":""}', "null")), {"reason": "header_only"}),
        (collection(feature('{"name":"x"}'))[:-2], {"reason": "broken"}),
        (b'{"type":"FeatureCollection","features":[' + b"[" * 50_000, {"reason": "broken"}),
        (collection(feature('{"name":NaN}')), {"reason": "broken"}),
        (collection(feature('{"name":"????"}')), {"reason": "replaced_letters", "line": 1}),
        (
            collection(feature(json.dumps({f"p{number}": 1 for number in range(2_000)}))),
            {"reason": "not_a_table", "line": 1},
        ),
    ],
)
def test_it_says_why_it_cannot_be_read(content, facts):
    assert why_not(content) == facts
