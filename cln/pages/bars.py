"""Bars: how many of each. Records hold `name` and `number`; of bars in parts also `part`."""

from collections.abc import Sequence

from cln.pages.drawing import GROUPS, PAPER, Record, colour, names

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
