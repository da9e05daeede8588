"""The least and the most that could have been obtained at each decision, in every state."""

import numpy as np
from numpy.typing import NDArray

from simulator.explore.batch import Rows
from simulator.explore.graph import Bounds, Kinds, Layer
from simulator.explore.marks import Marks, no_marks

NONE = -99


def highest_of(layers: list[Layer]) -> list[int]:
    """Return the highest mark on one opportunity, for each principle."""
    found = no_marks() + NONE
    for layer in layers:
        for bounds in layer.kinds.bounds if layer.kinds else ():
            found = np.maximum(found, bounds.highest)
    return [int(mark) for mark in found]


def note(layer: Layer, rows: Rows, response: Marks, looked: Marks) -> None:
    """Note in a layer what this response makes the least and the most there could have been."""
    marks = np.concatenate([response, looked])
    if layer.low is None or layer.high is None:
        shape = (layer.size, 2 * len(response))
        layer.low = np.full(shape, 99, np.int8)
        layer.high = np.full(shape, -99, np.int8)
    if len(rows) == layer.size:
        np.minimum(layer.low, marks, out=layer.low, casting="unsafe")
        np.maximum(layer.high, marks, out=layer.high, casting="unsafe")
    else:
        layer.low[rows] = np.minimum(layer.low[rows], marks)
        layer.high[rows] = np.maximum(layer.high[rows], marks)


def settle_bounds(layers: list[Layer]) -> None:
    """Give each opening the least and the most of all that can be done from it in its scene."""
    for layer in reversed(layers):
        for ways in layer.ways:
            other = ways.target
            if ways.looks and layer.low is not None and layer.high is not None:
                assert other.low is not None  # noqa: S101 - every layer can be left
                assert other.high is not None  # noqa: S101
                layer.low[ways.rows] = np.minimum(layer.low[ways.rows], other.low[ways.to])
                layer.high[ways.rows] = np.maximum(layer.high[ways.rows], other.high[ways.to])
    for layer in layers:
        if not layer.made and layer.low is not None and layer.high is not None:
            layer.kinds = kinds(layer.low, layer.high)
        layer.low = layer.high = None


def kinds(low: NDArray[np.int8], high: NDArray[np.int8]) -> Kinds:
    """Return the different bounds among the rows of *low* and *high*, and which row has which."""
    rows = np.concatenate([low, high], axis=1)
    if (rows == rows[0]).all():
        return Kinds((_bounds(low[0], high[0]),), None)
    _, first, number = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    return Kinds(tuple(_bounds(low[one], high[one]) for one in first), number.reshape(-1))


def _bounds(low: NDArray[np.int8], high: NDArray[np.int8]) -> Bounds:
    span = high.astype(np.int64) - low
    wide = (span > 0).astype(np.int64)
    half = len(low) // 2
    return Bounds(
        -(low[:half].astype(np.int64) + low[half:]), span[:half] + span[half:],
        wide[:half] + wide[half:],
        int((low * wide).sum()), np.where(wide > 0, high, NONE).reshape(2, half).max(axis=0),
    )  # fmt: skip
