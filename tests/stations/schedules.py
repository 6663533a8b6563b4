"""Every schedule that there can be, for Hypothesis."""

from datetime import date

from hypothesis import strategies as st

from xiangyi.features.stations.rules.opening_hours import (
    HoursException,
    OpeningHours,
    Season,
    Spans,
)

#: Half of all doors open at a round hour, and many keep one of few schedules.
_MINUTES = st.sampled_from([0, 360, 480, 510, 720, 840, 1050, 1080, 1320]) | st.integers(0, 1439)
_COMMON: list[Spans] = [(), ((480, 1320),), ((510, 720), (870, 1050)), ((0, 1440),)]


@st.composite
def any_spans(draw: st.DrawFn) -> Spans:
    """Up to three openings of a day, which may touch, and the last run into the next day."""
    edges = sorted(draw(st.lists(_MINUTES, max_size=6, unique=True)))
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    if len(edges) % 2:
        spans.append((edges[-1], draw(st.integers(edges[-1] + 1, edges[-1] + 1440))))
    elif len(spans) > 1 and draw(st.booleans()):
        spans[1] = (spans[0][1], spans[1][1])
    return tuple(spans)


SPANS = st.sampled_from(_COMMON) | any_spans()
WEEKS = (
    st.lists(SPANS, min_size=7, max_size=7).map(tuple)
    | SPANS.map(lambda spans: (spans,) * 7)
    | st.tuples(SPANS, SPANS).map(lambda two: (two[0],) * 5 + (two[1],) * 2)
)
DAYS_OF_A_YEAR = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"{day:%m-%d}")
SEASONS = st.builds(Season, DAYS_OF_A_YEAR, DAYS_OF_A_YEAR, WEEKS)


@st.composite
def any_exception(draw: st.DrawFn) -> HoursException:
    dates = st.dates(date(2026, 1, 1), date(2027, 12, 31)) | st.dates()
    first, last = sorted((draw(dates), draw(dates)))
    reasons = st.sampled_from([None, "heat", "cold", "holiday", "closed", "other"])
    spans = st.none() | SPANS
    return HoursException(first, draw(st.sampled_from([first, last])), draw(spans), draw(reasons))


NOTES = (
    st.just("")
    | st.text()
    | st.sampled_from(["视情况", "周一闭馆", "”）", "（原话：“", "备注：\n无 "])
)
SCHEDULES = st.builds(
    OpeningHours,
    week=st.none() | WEEKS,
    holiday=st.none() | st.just("asWeek") | SPANS,
    makeup=st.none() | st.just("asWeek") | st.integers(0, 6) | SPANS,
    exceptions=st.lists(any_exception(), max_size=2).map(tuple),
    seasons=st.lists(SEASONS, max_size=2).map(tuple),
    note=NOTES,
)
