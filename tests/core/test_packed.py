"""What waits packed comes out as it went in."""

import pytest

from xiangyi.core.packed import PART, Packed


@pytest.mark.parametrize("count", [0, 1, PART, PART + 1])
def test_what_was_packed_comes_out_as_it_was_again_and_again(count):
    packed = Packed()
    for item in range(count):
        packed.add((item, "驿站"))
    assert len(packed) == count
    for _ in range(2):
        found = [item for some in packed.parts() for item in some]
        assert found == [(item, "驿站") for item in range(count)]
