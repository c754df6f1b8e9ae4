"""Packed bitmaps: one bit per person in 64-bit words, person 0 in the lowest bit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
Column = NDArray[Any]  # an integer column of the width that its documentation names

WORD = 64


def pack(flags: Flags) -> Words:
    """Flags to words; the bits after the last person are zero."""
    size = -(-len(flags) // WORD) * (WORD // 8)
    packed = np.zeros(size, np.uint8)
    filled = np.packbits(flags, bitorder="little")
    packed[: len(filled)] = filled
    return packed.view(np.uint64)


def unpack(words: Words, n: int) -> Flags:
    """Words to n flags."""
    return np.unpackbits(words.view(np.uint8), count=n, bitorder="little").view(np.bool_)


def everyone(n: int) -> Words:
    """All n bits set."""
    return pack(np.ones(n, np.bool_))


def count(words: Words) -> int:
    """Number of set bits."""
    return int(np.bitwise_count(words).sum(dtype=np.int64))


def counts(rows: Words) -> Ints:
    """Number of set bits of every row of words."""
    found: Ints = np.bitwise_count(rows).sum(axis=1, dtype=np.int64)
    return found


def unpack_rows(rows: Words, n: int) -> Flags:
    """Rows of words to n flags each, one after the other."""
    found = np.unpackbits(rows.view(np.uint8), axis=1, count=n, bitorder="little")
    return found.view(np.bool_).reshape(-1)


def put(words: Words, position: int, *, value: bool) -> None:
    """Set or clear one person's bit in place."""
    mask = np.uint64(1 << (position % WORD))
    word = position // WORD
    words[word] = words[word] | mask if value else words[word] & ~mask
