"""Grids: something for each row and column. Records hold `name` (the row) and `column`."""

from collections.abc import Sequence

from cln.pages.drawing import INK, LEVELS, PAPER, Record, colour, names


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
