"""The options that every command has; what they say is a `context.Context`."""

from typing import Annotated

import typer

from cln import completion

PANEL = "Shared options"
"""Their heading in the help."""

Database = Annotated[
    str | None,
    typer.Option(help="Where the data is: a file or a database URL.", rich_help_panel=PANEL, metavar="URL"),
]
CohortName = Annotated[
    str | None,
    typer.Option(
        "--cohort",
        help="Which cohort; the only open one by default.",
        rich_help_panel=PANEL,
        metavar="NAME",
        autocompletion=completion.cohorts,
    ),
]
Who = Annotated[
    str | None,
    typer.Option(
        "--as", help="Who is acting; your login name by default.", rich_help_panel=PANEL, metavar="NAME"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.", rich_help_panel=PANEL)]
Waiting = Annotated[
    float | None,
    typer.Option(help="Seconds to wait for others; 60 by default.", rich_help_panel=PANEL, metavar="N"),
]
Verbose = Annotated[
    bool, typer.Option("-v", "--verbose", help="Show the traceback of a fault.", rich_help_panel=PANEL)
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain",
        envvar="CLN_PLAIN",
        help="One fact a line, without boxes and pictures, e.g. to be read aloud.",
        rich_help_panel=PANEL,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Leave out advice and progress.", rich_help_panel=PANEL)]
