"""Each rule of attention: silent one day before its threshold, heard on it and one day after."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from cln.attention.facts import Gathering, Inquiry, Member, Picture, Team, Visit
from cln.attention.rules import RULES, Reason, reasons
from cln.inquiry.stages import Facts, Planned

EVENT = {number: date(2026, 9, 1) + timedelta(days=35 * number) for number in range(1, 7)}
GATHERINGS = tuple(Gathering(number, "", "held", day) for number, day in EVENT.items())
HARBOUR = Member("Primary", "Harbour School (9200003)", "9200003", 2)
TEAM = Team(1, "Literacy", 2, (HARBOUR,), ("Gwen Gray",), 1)
OPENED = EVENT[2]
AGREED = Facts(hunch_on=OPENED, question_on=OPENED, agreed_on=OPENED)
PLAN = (Planned("quantitative", EVENT[4], EVENT[4]), Planned("qualitative", EVENT[4], None))
INQUIRY = Inquiry(3, 1, OPENED, AGREED._replace(measures=PLAN), logged_on=EVENT[6])
PICTURE = Picture(EVENT[6], GATHERINGS, (TEAM,), (INQUIRY,), latest_edit=2)


def told(picture: Picture, rule: str, threshold: float | None = None) -> list[Reason]:
    """The reasons that one rule gives, by its default or another threshold."""
    own = RULES[rule]
    return list(own.look(picture, own.default if threshold is None else threshold))


def with_inquiry(**changed: object) -> Picture:
    """The picture with another inquiry."""
    return PICTURE._replace(inquiries=(INQUIRY._replace(**changed),))  # type: ignore[arg-type]


def with_team(**changed: object) -> Picture:
    """The picture with another team."""
    return PICTURE._replace(teams=(replace(TEAM, **changed),))  # type: ignore[arg-type]


def test_nothing_is_said_of_a_project_that_has_everything() -> None:
    assert reasons(PICTURE, {}) == ()


def unasked(today: date) -> Picture:
    return with_inquiry(facts=Facts(hunch_on=OPENED))._replace(today=today)


def unagreed(today: date) -> Picture:
    return with_inquiry(facts=INQUIRY.facts._replace(agreed_on=None))._replace(today=today)


def silent(today: date) -> Picture:
    return with_inquiry(logged_on=EVENT[3])._replace(today=today)


def never_logged(today: date) -> Picture:
    return with_inquiry(logged_on=None)._replace(today=today)


def unmeasured(today: date) -> Picture:
    return with_inquiry(facts=AGREED)._replace(today=today)


def without_baseline(today: date) -> Picture:
    plan = tuple(one._replace(baseline_on=None) for one in PLAN)
    return with_inquiry(facts=AGREED._replace(measures=plan))._replace(today=today)


def one_kind(today: date) -> Picture:
    return with_inquiry(facts=AGREED._replace(measures=PLAN[:1]))._replace(today=today)


def unheld(today: date) -> Picture:
    return PICTURE._replace(gatherings=(GATHERINGS[2]._replace(status="scheduled"),), today=today)


def without_project(today: date) -> Picture:
    return PICTURE._replace(inquiries=(), today=today)


@pytest.mark.parametrize(
    ("rule", "picture", "since", "sentence", "command"),
    [
        (
            "question",
            unasked,
            EVENT[3],
            f"It has no question, 14 days after event 3 on {EVENT[3]}.",
            'cln project question 3 "How does ..."',
        ),
        (
            "question",
            unagreed,
            EVENT[3],
            f"No senior leader has agreed its question, 14 days after event 3 on {EVENT[3]}.",
            'cln project agree 3 --by "..."',
        ),
        ("log", silent, EVENT[3], f"No log entry for 6 weeks, since {EVENT[3]}.", 'cln log 3 "..."'),
        (
            "log",
            never_logged,
            OPENED,
            f"No log entry for 6 weeks, since it was opened on {OPENED}.",
            'cln log 3 "..."',
        ),
        (
            "baseline",
            unmeasured,
            EVENT[4],
            f"It has no plan, 0 days after event 4 on {EVENT[4]}.",
            'cln project measure 3 "..." --kind quantitative',
        ),
        (
            "baseline",
            without_baseline,
            EVENT[4],
            f"None of its 2 measures has a baseline, 0 days after event 4 on {EVENT[4]}.",
            "cln project measure 3 --number 1 --baseline ...",
        ),
        (
            "measures",
            one_kind,
            EVENT[4],
            "Its plan has only quantitative measures, 7 days after it was begun.",
            'cln project measure 3 "..." --kind qualitative',
        ),
        (
            "event",
            unheld,
            EVENT[3],
            f"Event 3 was to be on {EVENT[3]}, 1 day ago; nobody has said whether it was held.",
            "cln event hold 3",
        ),
        (
            "project",
            without_project,
            EVENT[2],
            f"It has no project, 14 days after event 2 on {EVENT[2]}.",
            "cln project open 1",
        ),
    ],
)
def test_a_rule_about_days_is_heard_from_its_threshold_on(
    rule: str, picture: Callable[[date], Picture], since: date, sentence: str, command: str
) -> None:
    days = RULES[rule].default * (7 if RULES[rule].unit == "week" else 1)
    on = since + timedelta(days=days)
    assert told(picture(on - timedelta(days=1)), rule) == []
    [heard] = told(picture(on), rule)
    assert (heard.rule, heard.sentence, heard.command) == (rule, sentence, command)
    assert len(told(picture(on + timedelta(days=1)), rule)) == 1
    another = RULES[rule].default + 1
    assert told(picture(on), rule, another) == []


def visit(number: int, present: int = 0, promoted: int = 0, apologies: int = 0) -> Visit:
    return Visit(number, EVENT[number], present, apologies, promoted)


def with_visits(*visits: Visit) -> Picture:
    return with_team(members=(HARBOUR._replace(visits=visits),))


def test_absences_count_the_events_that_were_missed_running() -> None:
    came = visit(1, present=2, promoted=1)
    assert told(with_visits(came, visit(2)), "absences") == []
    [two] = told(with_visits(came, visit(2, apologies=1), visit(3)), "absences")
    assert two.sentence == (
        "Nobody of Harbour School (9200003) came to the last 2 events (1 with apologies); "
        f"seen last at event 1 on {EVENT[1]}."
    )
    assert (two.command, two.team, two.project) == ("cln cohort people 9200003", 1, None)
    assert len(told(with_visits(came, visit(2), visit(3), visit(4)), "absences")) == 1
    assert told(with_visits(visit(1), visit(2), came._replace(event=3)), "absences") == []
    [never] = told(with_visits(visit(1), visit(2)), "absences")
    assert never.sentence.endswith("the last 2 events; never seen yet.")


def test_a_promoted_member_of_staff_is_missed_after_so_many_events() -> None:
    without = [visit(number, present=1) for number in (1, 2, 3)]
    assert told(with_visits(without[0]), "promoted") == []
    [heard] = told(with_visits(*without[:2]), "promoted")
    assert (
        heard.sentence == "No promoted member of staff of Harbour School (9200003) came to any of 2 events."
    )
    assert len(told(with_visits(*without), "promoted")) == 1
    assert told(with_visits(*without, visit(4, present=2, promoted=1)), "promoted") == []


def test_a_team_needs_its_key_facilitators() -> None:
    assert told(with_team(key_facilitators=1), "facilitator") == []
    [none] = told(with_team(key_facilitators=0), "facilitator")
    assert (none.sentence, none.command) == ("It has no key facilitator.", "cln team facilitator 1 NAME")
    [one] = told(with_team(key_facilitators=1), "facilitator", 2)
    assert one.sentence == "It has 1 key facilitator of 2."


@pytest.mark.parametrize(("people", "heard"), [(11, False), (10, False), (9, True)])
def test_a_team_is_too_small_below_the_mean_less_the_threshold(people: int, heard: bool) -> None:
    other = Team(2, "Numeracy", 12, (HARBOUR._replace(participants=12),))
    shrunk = Team(1, "Literacy", 12, (HARBOUR._replace(participants=people),))
    found = told(PICTURE._replace(teams=(shrunk, other)), "team-size")
    assert bool(found) is heard
    if heard:
        assert found[0].sentence == (
            "It has 9 participants left of 12; 10 are the fewest that it should have."
        )
        assert found[0].command == "cln match --from 2"


def test_a_team_that_was_made_small_is_no_reason() -> None:
    small = Team(1, "Literacy", 4, (HARBOUR._replace(participants=4),))
    other = Team(2, "Numeracy", 12, (HARBOUR._replace(participants=12),))
    assert told(PICTURE._replace(teams=(small, other)), "team-size") == []


@pytest.mark.parametrize(("rating", "heard"), [(3.1, False), (3.0, False), (2.9, True)])
def test_feedback_is_heard_below_the_threshold(rating: float, heard: bool) -> None:
    rated = PICTURE._replace(gatherings=(GATHERINGS[2]._replace(rating=rating, respondents=3),))
    assert bool(told(rated, "feedback")) is heard
    fewer = PICTURE._replace(gatherings=(GATHERINGS[2]._replace(rating=rating, respondents=2),))
    assert told(fewer, "feedback") == []


def test_a_team_whose_sectors_meet_on_different_days_has_until_the_last() -> None:
    own = Gathering(3, "Secondary", "held", EVENT[3] + timedelta(days=10))
    mixed = unagreed(EVENT[3] + timedelta(days=23))._replace(
        gatherings=(*GATHERINGS, own),
        teams=(replace(TEAM, members=(HARBOUR, HARBOUR._replace(sector="Secondary"))),),
    )
    assert told(mixed, "question") == []
    assert len(told(mixed._replace(today=mixed.today + timedelta(days=1)), "question")) == 1
    postponed = mixed._replace(gatherings=(*GATHERINGS, own._replace(status="postponed", on=None)))
    assert told(postponed._replace(today=EVENT[6]), "question") == []


def test_a_shared_project_needs_no_log_and_a_held_event_no_word() -> None:
    shared = with_inquiry(logged_on=None, facts=INQUIRY.facts._replace(shared_on=EVENT[5]))
    assert told(shared, "log") == []
    for status in ("held", "postponed", "cancelled"):
        event = GATHERINGS[2]._replace(status=status)
        assert told(PICTURE._replace(gatherings=(event,)), "event") == []


def test_thresholds_are_settings_and_off_is_off() -> None:
    late = unagreed(EVENT[3] + timedelta(days=10))
    assert [one.rule for one in reasons(late, {"question": 10})] == ["question"]
    assert reasons(late, {"question": 11}) == ()
    assert reasons(late, {"question": None}) == ()


def test_every_rule_says_its_threshold_in_words() -> None:
    assert RULES["question"].says(14) == "By 14 days after event 3 a senior leader has agreed the question."
    assert RULES["log"].says(1) == "No project is without a log entry for 1 week."
    assert RULES["feedback"].says(3.5) == "An event is rated 3.5 of 5 or better."
    assert all("{" not in rule.says(rule.default) for rule in RULES.values())
