"""Rules about teams: who comes, who supports them, how many they are, whether they have a project."""

from collections.abc import Iterator
from math import ceil

from cln.attention.facts import Member, Picture, Team
from cln.attention.reason import Reason, some


def absences(picture: Picture, events: float) -> Iterator[Reason]:
    """Nobody of an establishment came to so many events running."""
    for team, member in _members(picture):
        missed = []
        for visit in reversed(member.visits):
            if visit.present:
                break
            missed.append(visit)
        if missed and len(missed) >= events:
            apologies = sum(bool(visit.apologies) for visit in missed)
            what = f"Nobody of {_named(member)} came to the last {some(len(missed), 'event')}"
            sorry = f" ({apologies} with apologies)" if apologies else ""
            seen = [visit for visit in member.visits if visit.present]
            last = f"seen last at event {seen[-1].event} on {seen[-1].on}" if seen else "never seen yet"
            yield Reason("absences", f"{what}{sorry}; {last}.", _ask(member), team.number)


def promoted(picture: Picture, events: float) -> Iterator[Reason]:
    """A promoted member of staff comes to some event; without one nobody can agree a question."""
    for team, member in _members(picture):
        came = sum(visit.promoted for visit in member.visits)
        if member.visits and len(member.visits) >= events and not came:
            held = some(len(member.visits), "event")
            what = f"No promoted member of staff of {_named(member)} came to any of {held}."
            yield Reason("promoted", what, _ask(member), team.number)


def facilitator(picture: Picture, people: float) -> Iterator[Reason]:
    """Each team has its key facilitators."""
    for team in picture.teams:
        if team.key_facilitators < people:
            has = (
                some(team.key_facilitators, "key facilitator")
                if team.key_facilitators
                else "no key facilitator"
            )
            yield Reason(
                "facilitator",
                f"It has {has}." if people <= 1 else f"It has {has} of {people:g}.",
                f"cln team facilitator {team.number} NAME",
                team.number,
            )


def team_size(picture: Picture, people: float) -> Iterator[Reason]:
    """After withdrawals a team is still large enough: not much smaller than the mean team was."""
    if not picture.teams:
        return
    mean = sum(team.participants_then for team in picture.teams) / len(picture.teams)
    least = ceil(mean - people)
    for team in picture.teams:
        if team.participants < least and team.participants < team.participants_then:
            yield Reason(
                "team-size",
                f"It has {some(team.participants, 'participant')} left of {team.participants_then}; "
                f"{least} are the fewest that it should have.",
                f"cln match --from {picture.proposal}",
                team.number,
            )


def project(picture: Picture, days: float) -> Iterator[Reason]:
    """Each team has a project soon after event 2."""
    running = {one.team for one in picture.inquiries}
    for team in picture.teams:
        day = picture.day_of(2, team.number)
        if team.number not in running and day and (picture.today - day).days >= days:
            passed = some((picture.today - day).days, "day")
            yield Reason(
                "project",
                f"It has no project, {passed} after event 2 on {day}.",
                f"cln project open {team.number}",
                team.number,
            )


def _members(picture: Picture) -> Iterator[tuple[Team, Member]]:
    return ((team, member) for team in picture.teams for member in team.members)


def _named(member: Member) -> str:
    return f"{member.name} ({member.code})"


def _ask(member: Member) -> str:
    return f"cln cohort people {member.code}"
