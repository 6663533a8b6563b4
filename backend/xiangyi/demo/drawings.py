"""The demonstration's pictures, of benefits and of what was done: drawn as signs by the road are.

Each is a page of 32 by 24 units on river green, in white lines, with one lamp that is lit.
"""

from collections.abc import Callable
from io import BytesIO
from itertools import chain
from math import cos, pi, sin
from typing import Final

from PIL import Image, ImageDraw

_WIDE, _HIGH = 32, 24
_PIXELS: Final = 20
#: So many times larger while it is drawn: Pillow's lines have steps.
_FINER: Final = 3
_GREEN, _WHITE, _LAMP = "#006f4f", "#fdfdfa", "#f88a3d"
_STROKE: Final = 1.3

Point = tuple[float, float]


class _Page:
    def __init__(self) -> None:
        self._unit = _PIXELS * _FINER
        self._image = Image.new("RGB", (_WIDE * self._unit, _HIGH * self._unit), _GREEN)
        self._draw = ImageDraw.Draw(self._image)

    def png(self) -> bytes:
        size = (_WIDE * _PIXELS, _HIGH * _PIXELS)
        written = BytesIO()
        self._image.resize(size, Image.Resampling.LANCZOS).save(written, "PNG")
        return written.getvalue()

    def line(self, *points: Point, colour: str = _WHITE) -> None:
        """With round ends, as all lines of ours."""
        self._draw.line(self._at(*points), colour, round(_STROKE * self._unit))
        for point in points:
            self.dot(*point, _STROKE / 2, colour)

    def area(self, *points: Point, colour: str = _WHITE) -> None:
        self._draw.polygon(self._at(*points), colour)

    def dot(self, x: float, y: float, r: float, colour: str = _LAMP) -> None:
        self._draw.ellipse(self._at((x - r, y - r), (x + r, y + r)), colour)

    def arc(self, x: float, y: float, r: float, begin: float = 0, end: float = 360) -> None:
        """From one angle to another, clockwise from the right."""
        self.line(*_around(x, y, r, begin, end))

    def box(self, left: float, top: float, right: float, bottom: float, r: float = 1.2) -> None:
        corners = ((right - r, top + r), (right - r, bottom - r), (left + r, bottom - r))
        turns = zip((*corners, (left + r, top + r)), (-90, 0, 90, 180), strict=True)
        self.loop(*chain(*(_around(*at, r, begin, begin + 90) for at, begin in turns)))

    def loop(self, *points: Point) -> None:
        self.line(*points, points[0], points[1])

    def waves(self, y: float, left: float, right: float) -> None:
        steps = range(int((right - left) * 4) + 1)
        self.line(*((left + n / 4, y + 0.7 * sin(n / 4 * pi / 2.5)) for n in steps))

    def moon(self, x: float, y: float, r: float) -> None:
        self.dot(x, y, r)
        self.dot(x + r * 0.55, y - r * 0.3, r * 0.85, _GREEN)

    def _at(self, *points: Point) -> list[Point]:
        return [(x * self._unit, y * self._unit) for x, y in points]


def _around(x: float, y: float, r: float, begin: float, end: float) -> list[Point]:
    steps = max(2, round(abs(end - begin) / 5))
    angles = ((begin + (end - begin) * n / steps) * pi / 180 for n in range(steps + 1))
    return [(x + r * cos(one), y + r * sin(one)) for one in angles]


def _curve(*points: Point) -> list[Point]:
    """Cubic pieces (Bézier), each of three points after the one before."""
    found = [points[0]]
    for first in range(0, len(points) - 1, 3):
        a, b, c, d = points[first : first + 4]
        for n in range(1, 17):
            t = n / 16
            u = 1 - t
            weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
            along = list(zip((a, b, c, d), weights, strict=True))
            found.append((sum(p[0] * w for p, w in along), sum(p[1] * w for p, w in along)))
    return found


def _checkup(page: _Page) -> None:
    right = [(16, 8), (18, 4.2), (24.5, 3.6), (25.5, 9), (26, 13.5), (20.5, 17), (16, 20.5)]
    left = [(32 - x, y) for x, y in reversed(right[:-1])]
    page.loop(*_curve(*right, *left)[:-1])
    page.line((7, 12), (12.5, 12), (14.5, 8.8), (17.2, 15), (19, 12), (25, 12), colour=_LAMP)


def _registration(page: _Page) -> None:
    page.box(8, 3.5, 24, 20.5)
    page.line((16, 6.5), (16, 11.5), colour=_LAMP)
    page.line((13.5, 9), (18.5, 9), colour=_LAMP)
    page.line((12, 14.5), (20, 14.5))
    page.line((12, 17.4), (17, 17.4))


def _teeth(page: _Page) -> None:
    right = [(16, 6), (18, 4.6), (22.5, 3.2), (23.5, 7.5), (24.3, 11), (22.6, 13), (22, 16)]
    root = [(21.6, 18.5), (21, 20.8), (19.8, 20.8), (18, 20.8), (18.4, 14.5), (16, 14.5)]
    half = [*right, *root]
    page.loop(*_curve(*half, *((32 - x, y) for x, y in reversed(half[:-1])))[:-1])
    for x, y, r in ((26.6, 5.4, 2.4), (28.6, 11, 1.5)):
        points = [_around(x, y, r if n % 2 else r * 0.36, 45 * n, 45 * n + 1)[0] for n in range(8)]
        page.area(*points, colour=_LAMP)


def _flu(page: _Page) -> None:
    page.loop((10.9, 12.5), (14.5, 16.1), (22.3, 8.3), (18.7, 4.7))
    page.line((12.7, 14.3), (8.4, 18.6))
    page.line((20.5, 6.5), (23.4, 3.6))
    page.line((21.9, 2.1), (24.9, 5.1))
    for x in (14.2, 16.2):
        page.line((x + 0.6, 24.6 - x), (x + 1.8, 25.8 - x))
    page.dot(6.2, 20.6, 1.3)


def _day_care(page: _Page) -> None:
    page.line((5.5, 12.5), (15, 5), (24.5, 12.5))
    page.line((8, 11.5), (8, 20.5), (22, 20.5), (22, 11.5))
    page.line((13, 20.5), (13, 15.5), (17, 15.5), (17, 20.5))
    page.dot(25.5, 5.8, 2)
    for angle in range(0, 360, 45):
        [near, *_] = _around(25.5, 5.8, 2.9, angle, angle + 1)
        page.dot(*near, 0.4)


def _haircut(page: _Page) -> None:
    page.arc(10.5, 17.5, 2.8)
    page.arc(18.5, 17.5, 2.8)
    page.line((12, 15.1), (19, 3.8))
    page.line((17, 15.1), (10, 3.8))
    page.dot(14.5, 11, 0.9)
    page.line((23.5, 4), (23.5, 20))
    for y in range(5, 20, 3):
        page.line((23.5, y), (26.5, y))


def _respite(page: _Page) -> None:
    page.line((5, 8), (5, 20.5))
    page.line((5, 17.5), (27, 17.5), (27, 20.5))
    page.line((27, 17.5), (27, 15), (25.5, 13.2), (13, 13.2), (13, 17.5))
    page.arc(9, 14, 1.9)
    page.moon(21.5, 6, 2.8)


def _riverside(page: _Page) -> None:
    page.line((5.5, 5), (24, 5))
    page.line((7.5, 5), (7.5, 16))
    page.line((22, 5), (24.5, 11.5))
    page.line((15, 5), (15, 11.5))
    page.line(
        (8.8, 17.5), (7.5, 17.5), (7.5, 11.5), (24.5, 11.5), (26.5, 14), (26.5, 17.5), (25, 17.5)
    )
    page.line((14.2, 17.5), (19.8, 17.5))
    for x in (11.5, 22.4):
        page.arc(x, 17.8, 2.2)
    page.dot(28.2, 14.6, 0.8)


def _boat(page: _Page) -> None:
    page.line((5, 13.5), (8, 17.5), (24, 17.5), (27, 13.5), (5, 13.5))
    page.line((10.5, 13.5), (10.5, 9.8))
    page.line((21.5, 13.5), (21.5, 9.8))
    page.line(*_curve((8, 9), (11, 9), (14, 8), (16, 5.6), (18, 8), (21, 9), (24, 9)))
    page.waves(20.8, 4, 28)
    page.dot(16, 11.3, 0.9)
    page.moon(26, 4.6, 2)


def _bus(page: _Page, left: float, right: float, top: float) -> None:
    """From its side."""
    page.box(left, top, right, 17, 1.6)
    page.line((left, top + 5.6), (right, top + 5.6))
    wide = (right - left) / 4
    for n in (1, 2, 3):
        page.line((left + n * wide, top), (left + n * wide, top + 5.6))
    for x in (left + wide, right - wide):
        page.dot(x, 17.2, 2.7, _GREEN)
        page.arc(x, 17.4, 1.7)


def _day_ticket(page: _Page) -> None:
    page.box(9, 3, 23, 18.2, 1.8)
    page.line((9, 11.8), (23, 11.8))
    page.line((13.5, 6), (18.5, 6))
    page.line((11.8, 18.5), (11.8, 20.8))
    page.line((20.2, 18.5), (20.2, 20.8))
    page.line((6.3, 8.5), (6.3, 11.5))
    page.line((25.7, 8.5), (25.7, 11.5))
    page.dot(12.4, 15, 1)
    page.dot(19.6, 15, 1)


def _month_card(page: _Page) -> None:
    page.box(5, 5, 27, 19, 1.8)
    page.line((5, 9.5), (27, 9.5))
    for y in (13, 16):
        for n in range(5):
            page.dot(9 + 2.6 * n, y, 0.55, _WHITE)
    page.dot(23.2, 14.5, 1.7)


def _night_bus(page: _Page) -> None:
    _bus(page, 4.5, 23, 8)
    page.moon(26, 5.4, 2.6)
    page.dot(19.8, 4, 0.5)
    page.dot(28.2, 11, 0.5)


def _eyes(page: _Page) -> None:
    page.loop(*_curve((4, 12), (9, 3.2), (23, 3.2), (28, 12), (23, 20.8), (9, 20.8), (4, 12))[:-1])
    page.arc(16, 12, 3.9)
    page.dot(16, 12, 1.7)


def _hot_water(page: _Page) -> None:
    """A tap over a cup, and the moon: it runs at night."""
    page.line((6, 6), (14, 6), (14, 9))
    page.line((10, 3.5), (10, 6))
    page.line((7.5, 3.5), (12.5, 3.5))
    page.dot(14, 12, 0.8)
    page.loop((9, 14), (19, 14), (18, 21), (10, 21))
    page.arc(19.6, 17, 2.2, -80, 90)
    page.moon(25, 6, 2.6)


_DRAWN: Final[dict[str, tuple[Callable[[_Page], None], str]]] = {
    "checkup": (_checkup, "画的一颗心，中间一条心跳线"),
    "registration": (_registration, "画的一张挂号单，上面一个十字"),
    "teeth": (_teeth, "画的一颗牙，洗得发亮"),
    "flu": (_flu, "画的一支针筒"),
    "day_care": (_day_care, "画的一座房子，太阳照着"),
    "haircut": (_haircut, "画的一把剪刀和一把梳子"),
    "respite": (_respite, "画的一张床，窗外有月亮"),
    "riverside": (_riverside, "画的一辆敞篷观光车"),
    "boat": (_boat, "画的一条游船，顶上有月亮"),
    "day_ticket": (_day_ticket, "画的一辆公交车，车灯亮着"),
    "month_card": (_month_card, "画的一张公交卡"),
    "night_bus": (_night_bus, "画的一辆夜里的公交车，天上有月亮"),
    "eyes": (_eyes, "画的一只眼睛"),
    "hot_water": (_hot_water, "画的一个水龙头，下面一杯热水，天上有月亮"),
}


def drawn(name: str) -> tuple[bytes, str] | None:
    """The picture of a benefit as PNG, and what is to be seen on it; None where it has none."""
    found = _DRAWN.get(name)
    if found is None:
        return None
    draw, words = found
    page = _Page()
    draw(page)
    return page.png(), words
