"""The pictures of a page, as specifications for `drawing`.

Bars: records hold `name` and `number`; of bars in parts also `part`. Grids: `name` (the row) and `column`.
Pairs hold `name`, `before` and `after`.
"""

import math
from collections.abc import Sequence

from cln.pages.drawing import FAINT, GROUPS, INK, LEVELS, PAPER, Record, colour, names

WIDTH = 420


def bars(records: Sequence[Record], *, unit: str) -> Record:
    """A bar for each record in their order, with its number."""
    number = {"field": "number", "type": "quantitative"}
    return {
        "data": {"values": list(records)},
        "width": WIDTH,
        "height": {"step": 24},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": names(records), "title": None},
            "x": {**number, "title": unit, "axis": {"tickMinStep": 1, "grid": False}},
        },
        "layer": [
            {"mark": "bar"},
            {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": number}},
        ],
    }


def stacked(records: Sequence[Record], parts: Sequence[str], *, unit: str) -> Record:
    """A bar for each name in the order of the records, in parts, each with its number."""
    number = {"field": "number", "type": "quantitative", "stack": "zero"}
    return {
        "data": {"values": [{**one, "place": parts.index(one["part"])} for one in records]},
        "width": WIDTH,
        "height": {"step": 26},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": names(records), "title": None},
            "order": {"field": "place", "type": "quantitative"},
        },
        "layer": [
            {
                "mark": {"type": "bar", "stroke": PAPER},
                "encoding": {
                    "x": {**number, "title": unit, "axis": {"grid": False}},
                    "color": colour("part", parts, GROUPS, " "),
                },
            },
            {
                "transform": [{"filter": "datum.number > 0"}],
                "mark": {"type": "text", "color": "var(--on-group)"},
                "encoding": {
                    "x": {**number, "bandPosition": 0.5, "title": unit},
                    "text": {"field": "number"},
                    "detail": {"field": "part"},
                },
            },
        ],
    }


def heat(records: Sequence[Record], columns: Sequence[str]) -> Record:
    """Levels from 1 to 5 (`level`) as shades with their numbers; those with `mark` are framed."""
    white = {"test": "datum.level >= 4", "value": "var(--on-dark)"}
    return {
        **_grid(records, columns, width=74, height=20, slanted=True),
        "layer": [
            {
                "mark": {"type": "rect", "stroke": PAPER},
                "encoding": {"color": colour("level", [1, 2, 3, 4, 5], LEVELS)},
            },
            {
                "transform": [{"filter": "datum.mark"}],
                "mark": {"type": "rect", "fillOpacity": 0, "stroke": INK, "strokeWidth": 3},
            },
            {
                "mark": "text",
                "encoding": {
                    "text": {"field": "level"},
                    "color": {"condition": white, "value": "var(--on-light)"},
                },
            },
        ],
    }


def circles(records: Sequence[Record], columns: Sequence[str]) -> Record:
    """Circles as large as their numbers (`number`), which stand in them."""
    most = max((record["number"] for record in records), default=1)
    size = {
        "field": "number",
        "type": "quantitative",
        "scale": {"domain": [0, most], "range": [0, 800]},
        "legend": None,
    }
    return {
        **_grid(records, columns, width=64, height=34),
        "layer": [
            {
                "mark": {"type": "circle", "color": "var(--level-2)", "opacity": 1},
                "encoding": {"size": size},
            },
            {"mark": {"type": "text", "color": "var(--on-light)"}, "encoding": {"text": {"field": "number"}}},
        ],
    }


def way(records: Sequence[Record], columns: Sequence[str]) -> Record:
    """A full dot for what is `done`, a hollow one for what is not."""
    dot = {"type": "point", "filled": True, "stroke": INK, "opacity": 1}
    return {
        **_grid(records, columns, width=84, height=26),
        "layer": [
            {
                "transform": [{"filter": "!datum.done"}],
                "mark": {**dot, "size": 90, "fill": PAPER},
            },
            {
                "transform": [{"filter": "datum.done"}],
                "mark": {**dot, "size": 110, "fill": INK},
            },
        ],
    }


def _grid(
    records: Sequence[Record], columns: Sequence[str], *, width: int, height: int, slanted: bool = False
) -> Record:
    """Rows in the order of the records, columns in theirs; `width` and `height` of a cell in pixels."""
    axis = {"orient": "top", "labelAngle": -30 if slanted else 0, "labelLimit": 160}
    return {
        "data": {"values": list(records)},
        "width": {"step": width},
        "height": {"step": height},
        "encoding": {
            "x": {"field": "column", "type": "nominal", "sort": list(columns), "title": None, "axis": axis},
            "y": {"field": "name", "type": "nominal", "sort": names(records), "title": None},
        },
    }


def paired(records: Sequence[Record], *, low: float, high: float, unit: str) -> Record:
    """For each `name` a hollow dot `before` and a full one `after`, with a line between them."""
    start = {
        "field": "before",
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": [low, high]},
    }
    dot = {"type": "point", "size": 90, "filled": True, "stroke": INK, "opacity": 1}
    return {
        "data": {"values": list(records)},
        "width": 420,
        "height": {"step": 30},
        "encoding": {"y": {"field": "name", "type": "nominal", "sort": names(records), "title": None}},
        "layer": [
            {"mark": {"type": "rule", "strokeWidth": 2}, "encoding": {"x": start, "x2": {"field": "after"}}},
            {"mark": {**dot, "fill": PAPER}, "encoding": {"x": start}},
            {"mark": {**dot, "fill": INK}, "encoding": {"x": {**start, "field": "after"}}},
        ],
    }


def network(places: Sequence[tuple[str, str]], links: Sequence[tuple[str, str]]) -> Record:
    """Places, each a key and its group, on a circle by group; a line for each pair of keys.

    A line within a group is faint.
    """
    around = {
        key: (math.sin(turn), math.cos(turn))
        for n, (key, _group) in enumerate(places)
        for turn in [2 * math.pi * n / len(places)]
    }
    group = dict(places)
    nodes = [{"x": around[key][0], "y": around[key][1], "group": name} for key, name in places]
    lines = [
        {
            **dict(zip(("x", "y", "x2", "y2"), (*around[one], *around[other]), strict=True)),
            "across": group[one] != group[other],
        }
        for one, other in links
    ]
    square: Record = {"scale": {"domain": [-1.05, 1.05]}, "axis": None, "type": "quantitative"}
    ends = {"x": {"field": "x", **square}, "y": {"field": "y", **square}}
    groups = list(dict.fromkeys(group.values()))
    across = {"condition": {"test": "datum.across", "value": INK}, "value": FAINT}
    return {
        "width": 520,
        "height": 520,
        "layer": [
            {
                "data": {"values": lines},
                "mark": {"type": "rule", "strokeWidth": 1, "opacity": 0.45},
                "encoding": {**ends, "x2": {"field": "x2"}, "y2": {"field": "y2"}, "color": across},
            },
            {
                "data": {"values": nodes},
                "mark": {"type": "circle", "size": 80, "opacity": 1, "stroke": PAPER},
                "encoding": {
                    **ends,
                    "color": colour("group", groups, GROUPS, " "),
                },
            },
        ],
    }
