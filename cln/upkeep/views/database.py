"""What `cln init` and `cln upgrade` show."""

from cln.screen.view import Line, View
from cln.upkeep.setup import Initialised, Upgraded
from cln.words import count


def initialised(result: Initialised) -> View:
    """The database and its authorities, and what to do next."""
    names = ", ".join(result.authorities)
    state = "is ready" if result.new else "was there already and stays as it is"
    return View(
        data={"database": result.database, "new": result.new, "authorities": list(result.authorities)},
        blocks=[
            Line(f"The database {result.database} {state}.", "good"),
            Line(f"It knows {count(len(result.authorities), 'authority', 'authorities')}: {names}."),
            Line("Next: cln establishment import FILE", "dim"),
        ],
    )


def upgraded(result: Upgraded) -> View:
    """From which schema to which."""
    changed = result.before != result.after
    what = f"went from schema {result.before} to {result.after}" if changed else "is up to date already"
    blocks = [Line(f"The database {result.database} {what}.", "good")]
    if result.copy:
        blocks.append(Line(f"A copy from before lies at {result.copy}."))
    data = {
        "database": result.database,
        "before": result.before,
        "after": result.after,
        "copy": str(result.copy) if result.copy else None,
    }
    return View(data=data, blocks=blocks)
