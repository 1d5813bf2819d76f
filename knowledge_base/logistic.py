"""Fitting a logistic regression by Newton's method; a dozen weights need no library."""

from __future__ import annotations

import math
from collections.abc import Sequence

Row = tuple[tuple[float, ...], float, float]
"""Features, target (0 or 1) and how much the row counts."""

ROUNDS = 25


def fit(rows: Sequence[Row], start: Sequence[float], ridge: float) -> list[float]:
    """Weights, the last one the bias. `ridge` > 0 pulls towards `start` (same length)."""
    weights = list(start)
    for _ in range(ROUNDS):
        gradient, hessian = _derivatives(rows, weights)
        for i, (value, origin) in enumerate(zip(weights, start, strict=True)):
            gradient[i] += ridge * (value - origin)
            hessian[i][i] += ridge
        step = solve(hessian, gradient)
        weights = [value - change for value, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-5:
            break
    return weights


def solve(matrix: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Gauss elimination with pivoting for a regular square system."""
    size = len(right)
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda r: abs(rows[r][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for below in range(column + 1, size):
            factor = rows[below][column] / rows[column][column]
            for k in range(column, size + 1):
                rows[below][k] -= factor * rows[column][k]
    result = [0.0] * size
    for line in reversed(range(size)):
        known = sum(rows[line][k] * result[k] for k in range(line + 1, size))
        result[line] = (rows[line][size] - known) / rows[line][line]
    return result


def _derivatives(
    rows: Sequence[Row], weights: Sequence[float]
) -> tuple[list[float], list[list[float]]]:
    size = len(weights)
    gradient = [0.0] * size
    hessian = [[0.0] * size for _ in range(size)]
    for features, target, worth in rows:
        line = (*features, 1.0)
        value = sum(w * x for w, x in zip(weights, line, strict=True))
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
        slope = worth * (chance - target)
        bend = worth * chance * (1 - chance)
        for i, x in enumerate(line):
            if x == 0:
                continue
            gradient[i] += slope * x
            row, scaled = hessian[i], bend * x
            for j in range(size):
                row[j] += scaled * line[j]
    return gradient, hessian
