"""Rivers as long lines: the map parts them where something about them changes."""

from sim.district.extract import Point, River


def joined(rivers: list[River]) -> list[River]:
    """Return rivers, those stretches of one name made one that begin where another ends."""
    found: list[River] = []
    for name in sorted({river.names.local for river in rivers}):
        waiting = [river for river in rivers if river.names.local == name]
        while waiting:
            found.append(_grown(waiting.pop(0), waiting))
    return found


def _grown(river: River, others: list[River]) -> River:
    """Return a stretch with all that follow it or lead to it, which are taken from the others."""
    points = river.points
    while (piece := _next(points, others)) is not None:
        others.remove(piece)
        points = _put_together(points, piece.points)
    return River(river.id, river.names, points)


def _next(points: tuple[Point, ...], others: list[River]) -> River | None:
    ends = {points[0], points[-1]}
    return next((other for other in others if ends & {other.points[0], other.points[-1]}), None)


def _put_together(line: tuple[Point, ...], piece: tuple[Point, ...]) -> tuple[Point, ...]:
    """Return two lines that share an end as one, in the direction of the first."""
    if line[-1] in (piece[0], piece[-1]):
        return line + (piece if piece[0] == line[-1] else piece[::-1])[1:]
    return (piece if piece[-1] == line[0] else piece[::-1])[:-1] + line
