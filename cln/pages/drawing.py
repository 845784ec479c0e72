"""Pictures as static SVG: the only module that knows the drawing library (Vega-Lite through vl-convert).

Colours are the page's own, by name (CSS variables): a picture is right in light, in dark and in print. What
a colour says stands beside it as a number or a word too.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Protocol

Record = dict[str, Any]

INK, FAINT, PAPER = "var(--ink)", "var(--faint)", "var(--paper)"
LEVELS = [f"var(--level-{level})" for level in (1, 2, 3, 4, 5)]
GROUPS = [f"var(--group-{number})" for number in range(1, 9)]

_CONFIG: Record = {
    "aria": False,  # the picture as a whole has a title, a description and a table
    "background": None,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "labelColor": INK,
        "titleColor": INK,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelLimit": 260,
        "domainColor": FAINT,
        "tickColor": FAINT,
        "gridColor": FAINT,
    },
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12},
    "text": {"color": INK, "fontSize": 12},
    "rule": {"color": INK},
    "bar": {"color": "var(--level-3)"},
}


@dataclass(frozen=True)
class Picture:
    """What is drawn, what is said of it to those who do not see it, and its numbers."""

    key: str
    """Tells it from all others on the page."""
    title: str
    description: str
    spec: Record
    """A Vega-Lite specification without its look."""
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def numbers(self) -> frozenset[str]:
        """The columns that hold numbers only, or a dash where there is none."""
        return frozenset(
            name
            for place, name in enumerate(self.columns)
            if place and not {row[place][:1] for row in self.rows} - set("0123456789-\u2013")
        )


class Kept(Protocol):
    """Where pictures are kept that were drawn before."""

    def get(self, digest: str) -> str | None:
        """The picture of a digest; None where it is not kept."""

    def keep(self, digest: str, svg: str) -> None:
        """Keep a picture."""


def draw(spec: Record, kept: Kept | None = None) -> str:
    """The SVG of a Vega-Lite specification, in the page's colours.

    Args:
        spec: what is drawn.
        kept: where it may be already, as this version of the drawing library draws it.
    """
    whole = {**spec, "config": _CONFIG}
    if kept is None:
        return _drawn(whole)
    written = json.dumps([version("vl-convert-python"), whole], sort_keys=True)
    digest = hashlib.sha256(written.encode()).hexdigest()
    svg = kept.get(digest)
    if svg is None:
        svg = _drawn(whole)
        kept.keep(digest, svg)
    return svg


def _drawn(spec: Record) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(spec)
    return svg


def colour(field: str, domain: Sequence[Any], colours: Sequence[str], title: str | None = None) -> Record:
    """How values of a field are coloured, in their order; with more values than colours these begin anew."""
    kind = "ordinal" if colours is LEVELS else "nominal"
    scale = {"domain": list(domain), "range": [colours[n % len(colours)] for n in range(len(domain))]}
    return {"field": field, "type": kind, "scale": scale, "title": title or field}


def names(records: Sequence[Record]) -> list[str]:
    """The rows of a picture in the order of its records."""
    return list(dict.fromkeys(record["name"] for record in records))
