"""The pictures of a page, as specifications for `drawing`.

Bars: records hold `name` and `number`; of bars in parts also `part`. Grids: `name` (the row) and `column`.
Pairs hold `name`, `before` and `after`.
"""

from collections.abc import Sequence

from cln.pages.drawing import INK, LEVELS, PAPER, Record, colour, names

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
            "x": {**number, "title": unit, "axis": {"tickMinStep": 1, "format": "d", "grid": False}},
        },
        "layer": [
            {"mark": "bar"},
            {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": {"text": number}},
        ],
    }


def curve(records: Sequence[Record], *, unit: str) -> Record:
    """Shares from 0 to 1 (`share`) one after another, each with what is said of it (`says`, in lines)."""
    y: Record = {
        "field": "share",
        "type": "quantitative",
        "title": unit,
        "scale": {"domain": [0, 1]},
        "axis": {"format": ".0%", "values": [0, 0.25, 0.5, 0.75, 1]},
    }
    x: Record = {
        "field": "name",
        "type": "ordinal",
        "sort": names(records),
        "title": None,
        "axis": {"labelAngle": 0, "labelExpr": "split(datum.label, '|')"},
    }
    return {
        "data": {"values": list(records)},
        "width": {"step": 62},
        "height": 170,
        "encoding": {"x": x, "y": y},
        "layer": [
            {"mark": {"type": "line", "stroke": "var(--level-4)", "strokeWidth": 2}},
            {"mark": {"type": "point", "filled": True, "size": 70, "color": "var(--level-4)", "opacity": 1}},
            {
                "mark": {"type": "text", "dy": 18, "lineHeight": 13, "baseline": "top"},
                "encoding": {"text": {"field": "says"}},
            },
        ],
    }


def heat(records: Sequence[Record], columns: Sequence[str]) -> Record:
    """Levels from 1 to 5 (`level`) as shades with what they say (`says`); those with `mark` are framed."""
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
                    "text": {"field": "says"},
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
