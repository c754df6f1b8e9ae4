"""Nine-box of PermenPANRB 3/2020: kinerja upwards, potensial to the right."""

from typing import Final

from jabatan.merit.rules import AXIS_SCALE

BOXES: Final = ((1, 3, 6), (2, 5, 8), (4, 7, 9))  # [level of kinerja][level of potensial]
PER_HUNDREDTH: Final = AXIS_SCALE // 100


def level(axis: int, ambang: tuple[int, int]) -> int:
    """0 low, 1 middle, 2 high; lower bounds inclusive, on the exact axis value."""
    tinggi, menengah = ambang
    return 2 if axis >= tinggi * PER_HUNDREDTH else int(axis >= menengah * PER_HUNDREDTH)


def box(kinerja: int, potensial: int, ambang: tuple[int, int]) -> int:
    """Box 1 to 9 of two exact axis values (millionths of a point)."""
    return BOXES[level(kinerja, ambang)][level(potensial, ambang)]
