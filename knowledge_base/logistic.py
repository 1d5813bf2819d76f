"""Fitting the two models by Newton's method; a dozen weights need no library."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from knowledge_base.match import dot, sigmoid, softmax

Vector = Sequence[float]

Row = tuple[tuple[float, ...], float, float]
"""Features (with a last 1 for the bias), target (0 or 1) and how much the row counts."""

Group = tuple[list[tuple[float, ...]], list[bool], float]
"""Features of the candidates of one question, which are right, and how much it counts."""

ROUNDS = 40
SMALL = 1e-4

Derivatives = tuple[list[float], list[list[float]]]


def fit_chance(
    rows: Sequence[Row], start: Vector, ridge: float, free: Sequence[bool]
) -> list[float]:
    """Logistic regression. Weights that are not `free` stay 0; `ridge` > 0 pulls to 0."""

    def derivatives(weights: list[float]) -> Derivatives:
        gradient, hessian = _zeros(len(weights))
        for features, target, worth in rows:
            chance = sigmoid(dot(weights, features))
            _add(gradient, features, worth * (chance - target))
            _add_square(hessian, features, worth * chance * (1 - chance))
        return gradient, hessian

    return _newton(derivatives, start, ridge, free)


def fit_choice(
    groups: Sequence[Group], start: Vector, ridge: float, free: Sequence[bool]
) -> list[float]:
    """Conditional logit: the right candidates of each group should get the largest share."""

    def derivatives(weights: list[float]) -> Derivatives:
        gradient, hessian = _zeros(len(weights))
        for candidates, right, worth in groups:
            shares = softmax([dot(weights, one) for one in candidates])
            hit = sum(share for share, good in zip(shares, right, strict=True) if good)
            mean = [0.0] * len(weights)
            for share, good, one in zip(shares, right, candidates, strict=True):
                _add(mean, one, share)
                _add(gradient, one, worth * (share - (share / hit if good else 0.0)))
                _add_square(hessian, one, worth * share)
            _add_square(hessian, mean, -worth)
        return gradient, hessian

    return _newton(derivatives, start, ridge, free)


def _newton(
    derivatives: Callable[[list[float]], Derivatives],
    start: Vector,
    ridge: float,
    free: Sequence[bool],
) -> list[float]:
    weights = [value if open_ else 0.0 for value, open_ in zip(start, free, strict=True)]
    for _ in range(ROUNDS):
        gradient, hessian = derivatives(weights)
        for place, open_ in enumerate(free):
            gradient[place] = gradient[place] + ridge * weights[place] if open_ else 0.0
            hessian[place][place] += ridge if open_ else 1e9
        step = solve(hessian, gradient)
        weights = [value - max(-1.0, min(1.0, s)) for value, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < SMALL:
            break
    return [value if open_ else 0.0 for value, open_ in zip(weights, free, strict=True)]


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


def _zeros(size: int) -> Derivatives:
    return [0.0] * size, [[0.0] * size for _ in range(size)]


def _add(total: list[float], features: Vector, factor: float) -> None:
    for place, value in enumerate(features):
        total[place] += factor * value


def _add_square(total: list[list[float]], features: Vector, factor: float) -> None:
    for place, value in enumerate(features):
        if value:
            row, scaled = total[place], factor * value
            for other, second in enumerate(features):
                row[other] += scaled * second
