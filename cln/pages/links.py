"""Pictures of what belongs together: values before and after, and who has worked with whom."""

import math
from collections.abc import Sequence

from cln.pages.drawing import FAINT, GROUPS, INK, PAPER, Record, colour, names


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
