"""What is said of a row, for whoever reads the desk in English.

A remark is kept as its Chinese sentence. Our own templates give back the facts in it, so that
nothing has to be kept twice.
"""

import re
from functools import cache
from typing import Final

from msgspec.structs import replace

from xiangyi.features.stations.rules.listing.remarks import SENTENCES, Said

ENGLISH: Final = {
    "apostrophe_dropped": "The quotation marks around the code were dropped; read as {to}.",
    "decimal_dropped": "The point and noughts after the code were dropped; read as {to}.",
    "full_width": "Full-width characters read as {to}.",
    "code_completed": "The code was completed to 12 digits; read as {to}.",
    "fullwidth_digits": "Full-width digits were read as plain ones.",
    "fullwidth_punctuation": "Full-width punctuation was read as plain.",
    "tilde_for_dash": "A tilde was read as “-”.",
    "dot_for_colon": "The dot in a time was read as a colon.",
    "missing_colon": "A colon was put into a time.",
    "degrees_converted": "Degrees, minutes and seconds were converted to {to} degrees.",
    "marks_dropped": "Words and signs in the coordinate were dropped; read as {to}.",
    "spaces_dropped": "Needless blanks or line breaks were dropped; read as “{to}”.",
    "formula_unwrapped": "The equals sign and quotation marks were dropped; read as {to}.",
    "formula_as_text": "It looks like a formula and was kept as plain text.",
    "division_absent": "No division code. By its coordinates put into {to} ({code}); please check.",
    "division_coarse": (
        "The code goes only as far as the {level}. By its coordinates put into {to} ({code});"
        " please check."
    ),
    "beyond_border": (
        "The coordinates lie less than 1 km beyond the province. Near the border they may be"
        " right; please check."
    ),
    "cut_short": "Too long: of {count} characters only “{to}” was kept.",
    "other_county": (
        "The coordinates lie in {there}, the code is of {here}. Near the border both may be"
        " right; please check."
    ),
    "hours_absent": "No opening hours; riders see that they are not known.",
    "hours_unreadable": (
        "The opening hours could not be read. The words are kept; riders see that it is unclear."
    ),
    "hours_too_long": (
        "The opening hours are too long to be read. The words are kept; riders see that it is"
        " unclear."
    ),
    "hours_vague": (
        "The opening hours are not definite. The words are kept; riders see that it is unclear."
    ),
    "hours_by_appointment": (
        "Open by appointment only. The words are kept; riders see that it is unclear."
    ),
    "hours_suspended": (
        "It says that opening is suspended, not until when. The words are kept; riders see that"
        " it is unclear."
    ),
    "amenity_unknown": "No such amenity is known; kept as written: {words}.",
    "family_unknown": "No such kind of station is known; kept as written: {words}.",
    "entry_unknown": (
        "How to get in could not be read; it was added to the words on finding the door: {words}."
    ),
    "duplicate_row": "Has the name of row {line}, {metres} m away. Is it the same station?",
    "duplicate_station": (
        "Has the name of {station}, already here, {metres} m away. Is it the same station?"
    ),
    "edited_here": (
        "Its manager has changed: {fields}. That was kept, and the file’s was not taken."
    ),
    "too_many_columns": (
        "It has {count} cells more than the head; a comma may stand in a cell without quotation"
        " marks."
    ),
    "too_few_columns": "It has {count} cells fewer than the head.",
    "control_character": "It holds invisible control characters. Delete them and fill it in anew.",
    "name_lost": (
        "The letters of the name have turned into question marks and are lost. Send a file in"
        " which they are whole."
    ),
    "number_taken": (
        "Number {number} already is {station}, with another name and place. Were the numbers"
        " given anew?"
    ),
    "division_not_yours": (
        "{name} ({words}) is not yours; it cannot be taken in. Hand it to the administrator there."
    ),
    "station_not_yours": (
        "This row is {station}, which lies in {name}. It is not yours and cannot be changed."
    ),
    "name_absent": "No name.",
    "sample_row": "This is an example of the sample, not a station. Write yours over it, or delete"
    " the row.",
    "too_long": "Too long: {count} characters, at most {most}.",
    "row_repeated": "It is the same as row {line} in every cell; only that one is taken in.",
    "left_out": "You left this row out; it was not taken in.",
    "twice_in_file": "It has the number of row {line}. A number can be one station only.",
    "code_destroyed": (
        "The spreadsheet has turned the code into {words}, and its digits are lost. Set the"
        " column to text and fill it in anew."
    ),
    "code_unreadable": "The code {words} has not 6, 9 or 12 digits.",
    "division_unplaced": (
        "There is no usable division code, and the coordinates lie in no known county."
    ),
    "division_unknown": "There is no division code {words}.",
    "division_foreign": "{words} is not a division code of this province.",
    "division_abolished": "{name} ({words}) was abolished on {on}{successor}.",
    "coordinates_absent": "No coordinates; nobody could find it on a map.",
    "coordinates_unreadable": (
        "The coordinate {words} could not be read. Write decimal degrees, as in 112.98."
    ),
    "decimal_comma": "The coordinate {words} has a comma for a point. Write a point.",
    "coordinates_not_finite": "The coordinate {words} is no number.",
    "coordinates_zero": "The coordinate is 0; it may not have been filled in.",
    "coordinates_swapped": "Longitude and latitude are the wrong way round.",
    "outside_province": "The coordinates {words} are not in this province.",
    "hours_impossible": "There is no such time as “{words}”.",
}
_FIELDS: Final = {
    "名称": "name",
    "类型": "kind",
    "区划": "division",
    "地址": "address",
    "坐标": "coordinates",
    "开放时间": "opening hours",
    "进门方式": "getting in",
    "进门说明": "finding the door",
    "门口怎么说": "words for the guard",
    "电动车停放": "parking",
    "电话": "telephone",
    "负责单位": "who runs it",
    "设施": "amenities",
    "开闭（已关闭）": "open or closed (closed)",
}
_LEVELS: Final = {"省": "province", "市州": "prefecture"}
_BLANK: Final = re.compile(r"\{(\w+)\}")


def said_in_english(said: Said) -> Said:
    """The same row with its remarks in English; what is no sentence of ours stays as it is."""
    return replace(
        said,
        message=in_english(said.code, said.message),
        more=tuple(replace(one, message=in_english(one.code, one.message)) for one in said.more),
    )


def in_english(code: str, message: str) -> str:
    """The sentence of a remark in English, with the facts that its Chinese sentence holds."""
    if code not in ENGLISH:
        return message
    found = _pattern(code).fullmatch(message)
    if found is None:
        return message
    return ENGLISH[code].format(
        **{name: _fact(name, told) for name, told in found.groupdict().items()}
    )


def _fact(name: str, told: str) -> str:
    """Names and what the office wrote stay as they are; what is in our own words is said anew."""
    if name == "fields":
        return ", ".join(_FIELDS.get(word, word) for word in told.split("、"))
    if name == "level":
        return _LEVELS.get(told, told)
    if name == "successor":
        return told.replace("，现在是", "; it now is ").replace("（", " (").replace("）", ")")
    return told


@cache
def _pattern(code: str) -> re.Pattern[str]:
    parts = _BLANK.split(SENTENCES[code])
    return re.compile(
        "".join(f"(?P<{part}>.*)" if at % 2 else re.escape(part) for at, part in enumerate(parts)),
        re.DOTALL,
    )
