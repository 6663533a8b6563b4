"""Reading files of lines, and saying where one is wrong."""

import pytest

from xiangyi.core.lines import Faults, read_csv


def read(content: bytes) -> tuple[list[tuple[int, dict[str, str]]], list[object]]:
    faults = Faults()
    lines = read_csv(content, needed=("code", "name"), allowed=("note",), faults=faults)
    told = faults.facts()["lines"]
    assert isinstance(told, list)
    return [tuple(line) for line in lines], [tuple(one.values()) for one in told]


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_it_reads_what_spreadsheets_write(mark, end):
    content = mark + end.join([b"name,code", '" 长沙, 市 ",1'.encode(), b",", b"", b"x,2"])
    assert read(content) == (
        [(2, {"name": "长沙, 市", "code": "1"}), (5, {"name": "x", "code": "2"})],
        [],
    )


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("code,name\n1,长\n2,沙".encode("gb18030"), (2, "", "not_utf_8")),
        (b"code\n1", (1, "name", "column_missing")),
        (b"code,name,size\n1,x,2", (1, "size", "column_unknown")),
        (b"code,name,code\n1,x,2", (1, "code", "column_twice")),
        (b"code,name\n1", (2, "", "wrong_number_of_cells")),
        (b"code,name\n1,x,y", (2, "", "wrong_number_of_cells")),
        (b'code,name\n1,"x"y', (2, "", "not_csv")),
        (b'code,name\n1,"x', (2, "", "not_csv")),
        (b"code,name\n1,x\x00", (2, "name", "hidden_character")),
        (b'code,name\n1,"x\ny"', (2, "name", "hidden_character")),
        ("code,name\n1,\u202ex".encode(), (2, "name", "hidden_character")),
        (b"code,name\n", (2, "", "no_lines")),
    ],
)
def test_it_says_what_it_cannot_read(content, fault):
    lines, faults = read(content)
    assert (lines, faults) == ([], [fault])


def test_an_empty_file_has_no_columns():
    assert read(b"")[1] == [(1, "code", "column_missing"), (1, "name", "column_missing")]


def test_a_line_after_a_quoted_line_break_keeps_its_number():
    assert read(b'code,name,note\n1,x,"a\nb"\n2')[1] == [
        (2, "note", "hidden_character"),
        (4, "", "wrong_number_of_cells"),
    ]


def test_a_wide_blank_or_a_rare_character_hides_nothing():
    assert read("code,name\n1,长\u3000沙\ue863\n".encode())[1] == []


def test_text_is_composed():
    [(_, cells)], _ = read("code,name\n1,Cafe\u0301\n".encode())
    assert cells["name"] == "Café"
