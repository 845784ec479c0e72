"""Exports of figures: the summary for the board, shares that are fair to small councils, connections."""

from collections.abc import Iterator, Sequence

from cln.exports.scope import COHORT, Scope
from cln.figures.connections import across
from cln.figures.shares import ALL, FEW, MEAN, Share, suppressed
from cln.figures.summary import HOPED, Summary, summaries
from cln.files.columns import About, Field, Kind, Row, Table
from cln.inquiry.stages import Stage
from cln.programme import LEVELS, Reason

_SHARE = "0 to 1"


def summary(scope: Scope) -> Table:
    """A row for each cohort."""
    fields = (
        COHORT,
        Field("launch", "Day of the launch", Kind.DAY),
        *_counts(
            establishments="Establishments that take part",
            entries="Entries that take part; an establishment may have several",
            participants="People who take part",
            authorities="Councils that take part",
            sectors="Sectors that take part",
            teams="Teams of the accepted proposal, else of the newest",
            projects="Projects, without those that were given up",
            waiting="Entries that wait for a place",
            withdrawn="Entries that withdrew",
        ),
        Field("themes", "Themes that the teams have, joined by ;"),
        *_counts(**{f"level_{n}": f"Entries in a team whose theme they rated {n}" for n in reversed(LEVELS)}),
        *_counts(no_answer="Entries in a team that did not answer the survey"),
        *_counts(**{f"withdrawn_{_column(r)}": f"Entries that withdrew because of: {r}" for r in Reason}),
        *_counts(**{f"stage_{s}": f"Projects that have reached the stage {s} or gone beyond" for s in Stage}),
        Field("attendance", "Of the attendance on record, how much was presence", Kind.NUMBER, _SHARE),
        Field("attendance_authorities", "Mean of the authorities' attendance", Kind.NUMBER, _SHARE),
        *_counts(confidence_pairs="People who said how confident they are at the launch and at the end"),
        Field("confidence_launch", "Their mean confidence at the launch", Kind.NUMBER, "1 to 5"),
        Field("confidence_end", "Their mean confidence at the end", Kind.NUMBER, "1 to 5"),
        Field("target_establishments", "Establishments that are hoped for", Kind.WHOLE, "establishments"),
        Field("target_participants", "People that are hoped for", Kind.WHOLE, "people"),
        Field("reach", "Share of the register's establishments that took part so far", Kind.NUMBER, _SHARE),
        Field("reach_authorities", "Mean of the authorities' reach", Kind.NUMBER, _SHARE),
        *_counts(
            connections="Pairs of establishments that work together in a team",
            connections_across="Those pairs that belong to different councils",
        ),
    )
    rows = (_row(one, leaving=scope.leaving) for one in summaries(scope.session, scope.cohorts))
    return Table("summary", "Cohorts in numbers", fields, rows)


def shares(scope: Scope) -> Table:
    """Every share of each cohort: of all, of each authority and sector, and the mean of the authorities'."""
    fields = (
        COHORT,
        Field("figure", "What the share is of"),
        Field("by", "all, authority or sector"),
        Field("group", "The council or sector; all together; or the mean of the authorities' own shares"),
        Field("count", "How many", Kind.WHOLE),
        Field("of", "Of how many", Kind.WHOLE),
        Field("share", "How large a part", Kind.NUMBER, _SHARE),
        Field("suppressed", "Left out because it would tell of a few", Kind.YES_NO),
    )
    return Table("shares", "Shares by council and sector, fair to small councils", fields, _shares(scope))


def _shares(scope: Scope) -> Iterator[Row]:
    for one in summaries(scope.session, scope.cohorts):
        found: tuple[Share, ...] = (*one.shares, *one.reach)
        for share in suppressed(found) if scope.leaving else found:
            yield (
                one.cohort.name,
                share.figure,
                share.by,
                share.group,
                share.count,
                share.of,
                None if share.value is None else round(share.value, 4),
                share.suppressed,
            )


def connected(scope: Scope) -> Table:
    """A row for each pair of establishments that work together in a team of a cohort."""
    fields = (
        COHORT,
        Field("code", "SEED code or CS number of the one", about=About.CODE),
        Field("authority", "Its council"),
        Field("other_code", "SEED code or CS number of the other", about=About.CODE),
        Field("other_authority", "Its council"),
        Field("across", "They belong to different councils", Kind.YES_NO),
    )
    rows = (
        (
            one.cohort.name,
            pair.one.establishment[0],
            pair.one.authority,
            pair.other.establishment[0],
            pair.other.authority,
            pair.across,
        )
        for one in summaries(scope.session, scope.cohorts)
        for pair in one.connections
    )
    return Table("connections", "Establishments that work together", fields, rows)


def _counts(**meanings: str) -> tuple[Field, ...]:
    """Whole numbers of what their meanings begin with."""
    return tuple(
        Field(name, meaning, Kind.WHOLE, meaning.split(maxsplit=1)[0].lower())
        for name, meaning in meanings.items()
    )


def _column(reason: Reason) -> str:
    return reason.value.replace("-", "_")


def _row(one: Summary, *, leaving: bool) -> Row:
    shares = suppressed((*one.shares, *one.reach)) if leaving else (*one.shares, *one.reach)
    attendance, mean = _of(shares, "attendance")
    reach, reach_mean = _of(shares, "reach")

    withdrawn = list(one.withdrawn.values())
    levels = list(one.levels.values())
    return (
        one.cohort.name,
        one.cohort.launch,
        one.establishments,
        len(one.active),
        one.participants,
        len({unit.authority for unit in one.active}),
        len({unit.sector for unit in one.active}),
        one.teams,
        one.projects,
        sum(unit.waiting for unit in one.active),
        *_told([sum(withdrawn)], leaving),
        ";".join(one.themes) or None,
        *_told(levels, leaving),
        *_told(withdrawn, leaving),
        *one.stages.values(),
        _rounded(attendance),
        _rounded(mean),
        *_told([one.confidence.pairs], leaving),
        _two_places(one.confidence.before),
        _two_places(one.confidence.after),
        *HOPED,
        _rounded(reach),
        _rounded(reach_mean),
        len(one.connections),
        across(one.connections),
    )


def _told(counts: list[int], leaving: bool) -> list[int | None]:
    """The counts; if one would tell of a few, none of them: from the others it could be reckoned."""
    few = leaving and any(0 < count < FEW for count in counts)
    return [None if few else count for count in counts]


def _of(shares: Sequence[Share], figure: str) -> tuple[Share, Share]:
    """The share of all and the mean of the authorities'."""
    groups = {share.group: share for share in shares if (share.figure, share.by) == (figure, ALL)}
    return groups[ALL], groups[MEAN]


def _rounded(share: Share) -> float | None:
    return None if share.value is None else round(share.value, 4)


def _two_places(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 2)
