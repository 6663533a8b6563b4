"""Reading CSV as offices save it."""

import codecs

import pytest
from tests.core.sheets.desk import CELLS, COLUMNS, LIST, is_header, read, rows, why_not

from xiangyi.core.sheets.opening import open_sheet
from xiangyi.core.sheets.rows import MOST_BYTES, MOST_ROWS, FileUnreadable, Row

ENCODINGS = {
    "utf-8": LIST.encode(),
    "utf-8-sig": b"\xef\xbb\xbf" + LIST.encode(),
    "utf-16": b"\xff\xfe" + LIST.encode("utf-16-le"),
    "gb18030": LIST.encode("gbk"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_it_reads_every_encoding_and_says_which(encoding):
    sheet = open_sheet(ENCODINGS[encoding], is_header=is_header)
    assert (sheet.columns, sheet.format, sheet.encoding) == (COLUMNS, "csv", encoding)
    assert [row.cells for row in sheet.rows] == [CELLS, ("浏阳驿站", *CELLS[1:])]


def test_it_reads_big_endian_utf_16_and_the_letters_beyond_gbk():
    assert read(codecs.BOM_UTF16_BE + LIST.encode("utf-16-be"))[1] == CELLS
    assert read("name\n㮾梨街道𠮷".encode("gb18030")) == [("name",), ("㮾梨街道𠮷",)]


@pytest.mark.parametrize("name", ["联通", "联通营业厅", "浏阳", "汨罗", "溆浦"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_it_is_not_led_astray_by_a_name_alone_in_an_english_list(name, encoding):
    assert read(f"name,lon\n{name},1".encode(encoding)) == [("name", "lon"), (name, "1")]


def test_it_reads_accents_and_degrees_as_what_they_are():
    assert read("name,lon\ncafé,112°59′".encode())[1] == ("café", "112°59′")
    assert read("name,lon\ncafé,112°".encode())[1] == ("café", "112°")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_it_reads_every_delimiter_and_every_end_of_line(delimiter, end):
    lines = [
        delimiter.join(cells)
        for cells in (
            ("名单;一,二", ""),
            ("name", "note"),
            ('"甲\r\n""乙"""', '",;\t"'),
            ("丙", ""),
        )
    ]
    assert rows(end.join(lines).encode()) == [
        Row(3, ('甲\r\n"乙"', ",;\t")),
        Row(4, ("丙", "")),
    ]


def test_it_counts_rows_as_a_spreadsheet_does():
    content = 'name,note\n"a\nb\nc",1\n,\n\nd,2\n'
    assert rows(content.encode()) == [Row(2, ("a\nb\nc", "1")), Row(5, ("d", "2"))]


def test_it_leaves_cells_as_they_are_written():
    cells = (" 甲　", "'430102001000", "430102001000.0", "4.30102E+11", "=1+1", "\x07\u200b")
    content = ",".join((" name\u3000", *"bcdef")) + "\n" + ",".join(cells)
    assert read(content.encode()) == [("name", *"bcdef"), cells]


def test_it_drops_the_delimiters_that_a_spreadsheet_adds_and_tells_of_the_rest():
    content = b"name,note,,\na,1,,\nb,2,,x\nc\nd,,,,,\n"
    assert rows(content) == [
        Row(2, ("a", "1")),
        Row(3, ("b", "2"), 2),
        Row(4, ("c", ""), -1),
        Row(5, ("d", "")),
    ]


def test_it_looks_for_the_header_in_the_first_twenty_rows():
    titles = "湖南省站点名单,,\n,,\n填报单位：,某街道,\n"
    assert rows(f"{titles}name,note\nx,1".encode()) == [Row(5, ("x", "1"))]
    assert rows(b"\n" * 19 + b"name\nx") == [Row(21, ("x",))]
    assert why_not(b"\n" * 20 + b"name\nx") == {"reason": "empty"}
    assert why_not(b"t\n" * 20 + b"name\nx") == {"reason": "no_header"}


UTF_8, GBK = LIST.encode(), LIST.encode("gbk")

REFUSED = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "commas": b",,,\n,,\n",
    "mark": b"\xef\xbb\xbf",
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_it_refuses_what_is_empty(content):
    assert why_not(content) == {"reason": "empty"}


@pytest.mark.parametrize(
    ("content", "facts"),
    [
        (b"name,note\n", {"reason": "header_only"}),
        (b"name,note\n,\n \n", {"reason": "header_only"}),
        (b"what,ever\n1,2\n", {"reason": "no_header"}),
        (UTF_8 + b"\n" + GBK, {"reason": "mixed_encodings", "line": 4}),
        (GBK + b"\n" + UTF_8 + b"\n" + GBK, {"reason": "mixed_encodings", "line": 4}),
        (UTF_8 + "\n长沙".encode("gbk"), {"reason": "mixed_encodings", "line": 4}),
        (GBK + "\n长沙".encode(), {"reason": "mixed_encodings", "line": 4}),
        (GBK + "\n文艺路街道".encode(), {"reason": "mixed_encodings", "line": 4}),
        (b"\xef\xbb\xbf" + UTF_8 + b"\r" + GBK, {"reason": "mixed_encodings", "line": 4}),
        (
            UTF_8 + "\n长沙".encode() + "芙蓉".encode("gbk"),
            {"reason": "mixed_encodings", "line": 4},
        ),
        ("name\n台北市中山區臺灣".encode("big5"), {"reason": "unknown_encoding"}),
        ("name\n東京都のカフェ".encode("shift-jis"), {"reason": "unknown_encoding"}),
        (b"name\ncaf\xe9,", {"reason": "unknown_encoding"}),
        (b'name,note\na,1\nb,"2\nc,3\n', {"reason": "unclosed_quote", "line": 3}),
        (b'name,note\na,"1"2\n', {"reason": "unclosed_quote", "line": 2}),
        (b'name\n"' + b"a\n" * 100_000, {"reason": "unclosed_quote", "line": 2}),
        (b"name\n" + b"a" * 200_000, {"reason": "broken", "line": 2}),
        (b"name\na\nb\0c", {"reason": "nul_bytes", "line": 3}),
        ("name\n甲".encode("utf-16-le"), {"reason": "nul_bytes", "line": 1}),
        ("name\na\n\ufffd\ufffd".encode(), {"reason": "replaced_letters", "line": 3}),
        ("name\na\n锟斤拷锟斤拷".encode("gbk"), {"reason": "replaced_letters", "line": 3}),
        (b"name,note\n????1,a\n?????,b\n", {"reason": "replaced_letters", "line": 2}),
        (b"name,note\n??,a\n??,b\n", {"reason": "replaced_letters", "line": 2}),
        (b"name,note\n??1,a\nb,b\n??2,b\n", {"reason": "replaced_letters", "line": 2}),
        (b"name,note\n??,a\n", {"reason": "replaced_letters", "line": 2}),
        (b"????,??\n????,1", {"reason": "replaced_letters", "line": 1}),
        (UTF_8[:-1] + "一".encode()[:-1], {"reason": "broken", "line": 3}),
        (GBK + "一".encode("gbk")[:-1], {"reason": "broken"}),
        (codecs.BOM_UTF16_LE + b"a", {"reason": "broken"}),
        (b"name\n" + b"," * 2_000 + b"x", {"reason": "not_a_table", "line": 2}),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, {"reason": "not_a_table"}),
        (b"%PDF-1.7\n", {"reason": "not_a_table"}),
        (b"<html><table><tr><td>name</td></tr></table>", {"reason": "not_a_table"}),
        ("\r\n<TABLE><tr><td>站点名称".encode("gbk"), {"reason": "not_a_table"}),
        (b"name\n" + b"x" * MOST_BYTES, {"reason": "too_large"}),
        (b"name\n" + b"x\n" * (MOST_ROWS + 1), {"reason": "too_many_rows", "line": MOST_ROWS + 2}),
        (b"name\nx" + b"\n" * 1_100_000, {"reason": "too_many_rows", "line": 1_048_577}),
    ],
)
def test_it_says_why_a_file_cannot_be_read(content, facts):
    with pytest.raises(FileUnreadable) as no:
        open_sheet(content, is_header=is_header)
    assert no.value.facts == facts


def test_it_reads_a_header_of_two_rows():
    heads = "name,类型,坐标,,\n,,经度,纬度,电话\n"
    assert read(f"{heads}甲,工会,1,2,3\n".encode()) == [
        ("name", "类型", "经度", "纬度", "电话"),
        ("甲", "工会", "1", "2", "3"),
    ]


@pytest.mark.parametrize(
    "first", [("", "", "1", "2"), ("甲", "", "1", "2"), ("", "x", "", ""), ("", "", "x", "")]
)
def test_a_row_with_gaps_is_no_second_header(first):
    content = f"name,类型,坐标,\n{','.join(first)}\n乙,工会,1,2\n"
    assert len(rows(content.encode())) == 2


def test_it_lets_a_clerk_be_in_doubt():
    assert read(b"name,hours\na,???\nb,08:00-18:00\nc,??\nd,24h")[1:] == [
        ("a", "???"),
        ("b", "08:00-18:00"),
        ("c", "??"),
        ("d", "24h"),
    ]
    assert read(b"name,phone\na,\nb,??\nc,")[2] == ("b", "??")
    assert read("name,hours\n厕所在哪???,1".encode())[1] == ("厕所在哪???", "1")
