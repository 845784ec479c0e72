"""What `cln match` shows: teams, the profile in words, the rules; and what its judge says of a file."""

from collections import Counter
from collections.abc import Sequence
from shlex import quote

from cln.match.check import Judged
from cln.match.proposals import Proposed, Seated, Team
from cln.match.results import LEVELS
from cln.match.views.rules import table
from cln.match.wishes import Wish, Wishes
from cln.matching import problem
from cln.matching.objective import MOST_BREADTH
from cln.matching.problem import Preference, Verdict
from cln.screen import outcome
from cln.screen.fit import as_written
from cln.screen.view import Block, Drawn, Line, Table, View
from cln.words import called, count

PREFERENCES = {
    Preference.GENEROUS: "",
    Preference.GREEDY: "as many as possible with a theme they rated 5, then 4, 3, 2",
    Preference.TOTAL: "the largest sum of levels",
}
"""What a proposal's profile means, where it needs to be said."""

BEST = {
    "match": "proven best",
    "edit": "proven best",
    "rerun": "proven best within its moves",
    "alternative": "proven best of teams so unlike the others",
}
"""What is proven of a line whose bound is reached, by the proposal's origin."""

MEANINGS = {
    "breadth": "Breadth (authorities, sectors, SIMD, experience in each team): {} of {}",
    "travel": "Pairs in one team who are far apart: {}",
    "balance": "People between the largest and the smallest team: {}",
}
"""What lines of the objective say, after the profile."""


SHADES = {1: "\u00b7", 2: "\u2591", 3: "\u2592", 4: "\u2593", 5: "\u2588"}
NAME = 30
"""Characters of an establishment's name."""

PLAIN = "5 is wanted most, 1 least, - not answered. [In brackets]: the team's theme."
"""What the shades are, in words."""


TABLE = "The teams as a table: cln export teams --out teams.csv"


def proposal(shown: Proposed) -> View:
    """A whole proposal; the data are the contract of `cln match --json`."""
    return View(shown, _blocks(shown), shown.warnings)


def _blocks(shown: Proposed) -> list[Block]:
    seated = sum(team.participants for team in shown.teams)
    sentence = f"{count(seated, 'participant')} in {count(len(shown.teams), 'team')}"
    return [
        Line(shown.standing.heading(shown.cohort, sentence), "strong"),
        *_origin(shown),
        *_withdrawn_since(shown),
        *map(_team, shown.teams),
        *([_waiting(shown)] if shown.waiting else []),
        *_words(shown),
        rules(shown.rules, f"cln match show {shown.number} --json"),
        *([table(shown.promises)] if shown.promises else []),
        *_run(shown),
        _next(shown),
    ]


def _origin(shown: Proposed) -> list[Line]:
    """What it was made from, and why."""
    if shown.from_number is None:
        return []
    made = Line(f"Made from proposal {shown.from_number}: {shown.summary}.")
    return [made, *([Line(f"Reason: {as_written(shown.reason)}")] if shown.reason else [])]


def _withdrawn_since(shown: Proposed) -> list[Line]:
    """That it is shown as it was made, where some have left its teams since."""
    if not shown.withdrawn_since:
        return []
    gone = f"have withdrawn since: {'; '.join(shown.withdrawn_since)}"
    return [Line(f"The teams as they were made; {gone}. Who sits in them today: cln export teams", "warn")]


def _run(shown: Proposed) -> list[Line]:
    """What was asked of this run only."""
    lines = []
    if shown.run.relax:
        lines.append(Line(f"Relaxed for this proposal: {', '.join(shown.run.relax)}.", "warn"))
    if shown.run.limits:
        limits = [f"{name.replace('_', ' ')} {_limit(limit)}" for name, limit in shown.run.limits.items()]
        lines.append(Line(f"For this proposal only: {', '.join(limits)}.", "warn"))
    return lines


def _next(shown: Proposed) -> Line:
    stands = shown.standing
    if stands.accepted == stands.number:
        return Line(TABLE, "dim")
    accept = f"Next: {stands.accepting()}"
    if stands.accepted is None:
        return Line(accept, "next")
    compare = f"compare them first with: cln match compare {stands.accepted} {stands.number}"
    return Line(f"Proposal {stands.accepted} is the accepted one. {accept}; {compare}", "dim")


def _limit(limit: int | tuple[int, int]) -> str:
    return str(limit) if isinstance(limit, int) else "{}-{}".format(*limit)


def _waiting(shown: Proposed) -> Table:
    people = sum(entry.participants for entry in shown.waiting)
    free = shown.capacity - sum(team.participants for team in shown.teams)
    fits = any(entry.participants <= free for entry in shown.waiting)
    why = f", because teams can hold at most {shown.capacity}" if people > free and not fits else ""
    return Table(
        ("place", "code", "establishment", "sector", "authority", "people", "why"),
        [(str(place), *_cells(entry), entry.reason) for place, entry in enumerate(shown.waiting, start=1)],
        title=f"Waiting: {count(len(shown.waiting), 'entry', 'entries')}, {people} people{why}",
        right=frozenset({"place", "people"}),
    )


def rules(verdicts: Sequence[Verdict], everything: str) -> Table:
    """What every rule says, a line each; a command shows all that it says."""
    return Table(
        ("rule", "", "holds", "detail"),
        [
            (
                rule.id,
                "must" if rule.must else "should",
                "yes" if rule.holds else "no",
                _few(rule.detail, everything),
            )
            for rule in verdicts
        ],
        title="Rules",
    )


def _few(detail: str, everything: str, most: int = 5) -> str:
    """The first findings of a rule."""
    findings = detail.split("; ")
    more = len(findings) - most
    return "; ".join([*findings[:most], f"and {more} more, see: {everything}"]) if more > 1 else detail


def _team(team: Team) -> Table:
    facilitators = ", ".join(
        f"{one.name} ({', '.join(filter(None, (one.authority, one.role)))})" for one in team.facilitators
    )
    return Table(
        ("code", "establishment", "sector", "authority", "people", "level"),
        [(*_cells(entry), _level(entry, team)) for entry in team.entries],
        title=f"Team {team.number}: {team.theme}, {team.participants} people\n"
        f"Facilitators: {facilitators or 'none'}",
        right=frozenset({"people", "level"}),
    )


def _cells(entry: Seated) -> tuple[str, ...]:
    return (entry.code, entry.called, entry.sector, entry.authority, str(entry.participants))


def _level(entry: Seated, team: Team) -> str:
    if entry.level is not None:
        return str(entry.level)
    return "no answer" if team.asked else "own theme"


def _words(shown: Proposed) -> list[Line]:
    """The objective in sentences, each with how sure it is."""
    sentences = [_profile(shown)]
    if meaning := PREFERENCES[shown.run.profile]:
        sentences.append(Line(f"Profile {shown.run.profile}: {meaning}."))
    apart = any(rule.id == "groups" and rule.must for rule in shown.rules)
    for line in shown.objective:
        if meaning := MEANINGS.get(line.name, ""):
            if apart and line.name == "balance":
                meaning = meaning.replace(":", ", pre-matched groups apart:")
            words = meaning.format(line.value, MOST_BREADTH * len(shown.teams))
            sure = BEST[shown.origin] if line.proven else f"not proven, at best {line.bound}"
            sentences.append(Line(f"{words}; {sure}.", "plain" if line.proven else "warn"))
    if shown.connections is not None:
        new, across = shown.connections
        words = f"New connections between establishments: {new}, of which {across} across authorities."
        sentences.append(Line(words))
    return sentences


def _profile(shown: Proposed) -> Line:
    levels = Counter(entry.level for team in shown.teams if team.asked for entry in team.entries)
    asked = sum(number for level, number in levels.items() if level is not None)
    if not asked:
        return Line("Nobody has answered the survey: no theme here is anybody's wish.", "warn")
    parts = [f"{levels[5]} of {asked} have a theme they rated 5"]
    parts += [f"{levels[level]} one they rated {level}" for level in (4, 3, 2, 1) if levels[level]]
    if len(parts) == 2:
        parts[1] = f"the other {parts[1]}"
    doubts = [
        f"{line.name} is {line.value}, at best {line.bound}"
        for line in shown.objective
        if line.name.startswith(("level", "total")) and not line.proven
    ]
    silent = f"; {count(levels[None], 'entry', 'entries')} without an answer" if levels[None] else ""
    origin = "match" if shown.origin == "alternative" else shown.origin  # its profile is the best of all
    best = f"the best found, not proven: {', '.join(doubts)}" if doubts else BEST[origin]
    return Line(f"{', '.join(parts)}{silent}; {best}.", "warn" if doubts else "good")


def map_(proposed: Proposed, result: Wishes) -> View:
    """Who asked for what: a row for each entry by team, a column for each theme, the team's in brackets."""
    numbers = {theme: str(number) for number, theme in enumerate(result.themes, start=1)}
    rows = [
        [str(one.team), called(one.name[:NAME], one.apart), *(_shade(one, theme) for theme in result.themes)]
        for one in result.wishes
    ]
    legend = "; ".join(f"{number} {theme}" for theme, number in numbers.items())
    shades = ", ".join(f"{SHADES[level]} is {level}" for level in SHADES)
    title = proposed.standing.heading(proposed.cohort, "what each entry asked for")
    return View(
        result.wishes,
        [
            Table(["team", "entry", *numbers.values()], rows, title=title, right=frozenset({"team"})),
            *_withdrawn_since(proposed),
            Line(f"Themes: {legend}."),
            Line(Drawn(f"The more, the fuller: {shades}. [In brackets]: the team's theme.", PLAIN), "dim"),
        ],
        proposed.warnings,
    )


def _shade(one: Wish, theme: str) -> str:
    level = one.levels.get(theme)
    digit = str(level) if level else "-"
    shade = SHADES[level] if level else "-"
    return Drawn(f"[{shade}]", f"[{digit}]") if theme == one.theme else Drawn(f" {shade} ", f" {digit} ")


def judged(result: Judged) -> View:
    """What the judge says."""
    size = f"{count(result.participants, 'participant')} of {result.cohort} in {count(result.teams, 'team')}"
    blocks: list[Block] = [
        Line(f"{result.source}: {size}", "strong"),
        *outcome.unused(result.columns_not_used),
        *outcome.passed_over(result.passed_over, "cln cohort show"),
        _objective(result),
    ]
    if result.without_a_team:
        blocks.append(_without_a_team(result))
    blocks.append(rules(result.rules, f"cln match check {quote(result.source)} --json"))
    blocks += [
        Line(f"The rule {rule} is not judged: the file has no column facilitators.", "warn")
        for rule in result.not_judged
    ]
    if result.holds:
        blocks.append(Line("Every rule that must hold does.", "good"))
    return View(result, blocks)


def _objective(result: Judged) -> Table:
    """Each line beside what the best match reaches; levels by how many entries have exactly that one."""
    lines = [problem.Line(**line) for line in result.best.objective] if result.best else []
    best = {line.name: _best(line) for line in lines}
    reached = {one.name: one.value for one in result.objective if not one.name.startswith("level")}
    placed = ("placed", reached.pop("placed"))
    levels = [(f"level {level}", result.levels.get(level, 0)) for level in LEVELS]
    rows = [(name, str(value), best.get(name, "")) for name, value in (placed, *levels, *reached.items())]
    heads = ["", "this file", *([f"proposal {result.best.number}"] if result.best else [])]
    return Table(heads, [row[: len(heads)] for row in rows], right=frozenset(heads[1:]))


def _best(line: problem.Line) -> str:
    return f"{line.value}, proven best" if line.proven else f"{line.value}, at best {line.bound}"


def _without_a_team(result: Judged) -> Table:
    entries = result.without_a_team
    rows = [(one.code, str(one), one.sector, one.authority, str(one.participants)) for one in entries]
    people = sum(one.participants for one in entries)
    return Table(
        ("code", "establishment", "sector", "authority", "people"),
        rows,
        title=f"Without a team in the file: {count(len(rows), 'entry', 'entries')}, {people} people",
        right=frozenset({"people"}),
    )
