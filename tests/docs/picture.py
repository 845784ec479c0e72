"""Draws the screen of `cln match` on the demo's programme: the tool's own output, by rich's own export."""

import io
import tempfile
from pathlib import Path

from rich.console import Console

from cln.app import run
from cln.cohort.queries import find_cohort
from cln.context import Context
from cln.match.proposals import load
from cln.match.views.match import proposal
from cln.screen import output
from cln.upkeep import demo

WIDTH = 110
"""Columns; at this width no line of the demo's teams is folded."""

FORMAT = """\
<svg class="cln-match" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>What cln match shows on the demo programme</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "Cascadia Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px;
  line-height: {line_height}px;
}}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""Rich's own frame without the fonts that it would fetch from the network."""


def draw() -> str:
    """The picture as SVG; the same bytes every time."""
    with tempfile.TemporaryDirectory() as folder:
        database = demo.play(Path(folder), "demo", "", run, demo.STORIES[-1:])
        with Context(database=str(database)).reading() as session:
            shown = proposal(load(session, find_cohort(session, None), None))
    console = Console(  # everything that rich would ask the terminal or the environment is said here
        record=True,
        width=WIDTH,
        height=25,
        file=io.StringIO(),
        highlight=False,
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
        legacy_windows=False,
    )
    for block in shown.blocks:
        console.print(output.rich(block, WIDTH))
    picture = console.export_svg(title="cln match", code_format=FORMAT, unique_id="cln")
    return "".join(f"{line.rstrip()}\n" for line in picture.splitlines())
