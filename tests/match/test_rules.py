"""`cln cohort rules` and `rule`: what the match has to keep, and what of it is set for a cohort."""

import pytest

from tests import golden
from tests.conftest import After, Cli


def open_cohort(cln: Cli) -> None:
    """An empty cohort."""
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")


@pytest.fixture
def opened(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, open_cohort)


def test_every_rule_has_its_sentence_numbers_and_source(opened: Cli) -> None:
    golden.check("cohort_rules.json", opened("cohort", "rules", "--json").out)
    shown = opened("cohort", "rules").out
    assert "Source: evaluation report of the programme, Appendix B" in shown
    assert "At most 100 participants are in teams." in shown
    assert "Cohort 3 takes them as by default." in shown
    assert "At most 1/2 of a team's entries" in opened("cohort", "rule", "authority-share").out


def test_a_rule_is_set_and_taken_as_by_default_again(opened: Cli) -> None:
    changed = opened("cohort", "rule", "team-sectors", "--must", "--limit", 3)
    assert changed.out.splitlines()[:2] == [
        "Cohort 3: team-sectors is now must, limit 3; it was should, limit 2.",
        "At least 3 sectors meet in a team.",
    ]
    golden.check("cohort_rule.json", opened("cohort", "rule", "authority-share", "--off", "--json").out)
    shown = opened("cohort", "rules").out
    assert "Set for Cohort 3: team-sectors must (should by default), limit 3 (2 by default)." in shown
    assert "Set for Cohort 3: authority-share off (must by default)." in shown
    assert [one["id"] for one in opened.json("cohort", "rules") if one["differs"]] == [
        *("authority-share", "team-sectors")
    ]
    opened("cohort", "rule", "team-sectors", "--default")
    opened("cohort", "rule", "authority-share", "--must")
    assert not [one["id"] for one in opened.json("cohort", "rules") if one["differs"]]
    assert "is taken so already" in opened("cohort", "rule", "authority-share", "--default").out
    assert [change["command"] for change in opened.json("history")].count("cohort rule") == 4


@pytest.mark.parametrize(
    ("rule", "said", "limit"),
    [
        ("capacity", "90", "90"),
        ("team-count", "9", "9"),
        ("team-size", "3", "3"),
        ("team-size", "13 to 20", "13-20"),
        ("theme-teams", "1", "1-1"),
        ("sectors", "3", "3"),
        ("facilitators", "8", "8"),
        ("team-facilitator", "15", "15"),
        ("team-authorities", "3", "3"),
        ("authority-share", "2 / 3", "2/3"),
        ("establishments", "0", "0"),
        ("team-sectors", "1", "1"),
    ],
)
def test_each_limit_is_read_as_it_is_written(cln: Cli, rule: str, said: str, limit: str) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    assert cln.json("cohort", "rule", rule, "--limit", said)["after"]["limit"] == limit
    found = {one["id"]: one for one in cln.json("cohort", "rules")}
    assert found[rule]["limit"] == limit
    assert [one["id"] for one in found.values() if one["differs"]] == [rule]
    assert not cln.json("cohort", "rule", rule, "--default")["after"]["differs"]


def test_what_the_cohort_itself_has_stands_in_one_place(cln: Cli) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10", "--teams", 9, "--capacity", 146)
    assert {one["id"]: one["limit"] for one in cln.json("cohort", "rules")}["capacity"] == "146"
    cln("cohort", "rule", "capacity", "--limit", 90)
    cln("cohort", "rule", "team-count", "--limit", 6)
    shown = cln.json("cohort", "show")
    assert (shown["capacity"], shown["teams"]) == (90, 6)


def test_general_limits_are_set_when_the_cohort_is_opened(cln: Cli) -> None:
    opened = cln(
        "cohort", "open", "A", "--launch", "2026-09-10", "--team-size", "13-20", "--theme-teams", "1"
    )
    assert "A team has 13 to 20 participants." in opened.out
    assert "Teams on each theme: exactly 1." in opened.out
    found = {one["id"]: (one["strength"], one["limit"]) for one in cln.json("cohort", "rules")}
    assert found["team-size"] == ("must", "13-20")
    assert found["theme-teams"] == ("must", "1-1")


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["rools"], 2, "there is no rule 'rools'; did you mean roles? The rules are: capacity, "),
        (["rools", "--must"], 2, "there is no rule 'rools'; did you mean roles? The rules are: capacity, "),
        (["roles", "--must", "--off"], 2, "say one of --must, --should, --off; --default stands alone"),
        (["roles", "--default", "--off"], 2, "--default stands alone"),
        (["roles", "--limit", "1"], 3, "roles has no limit; take it as --must, --should or --off"),
        (["sectors", "--limit", "0"], 3, "the limit of sectors: '0' is not a whole number from 1"),
        (["authority-share", "--limit", "3/2"], 3, "the limit of authority-share: '3/2' is no share"),
        (["team-size", "--limit", "20-13"], 3, "'20-13' begins with the larger number; write 13-20"),
        (["theme-teams", "--limit", "few"], 3, "'few' does not say from how many to how many"),
        (["capacity", "--limit", "7"], 3, "a capacity of 7 cannot fill 8 teams"),
    ],
)
def test_what_cannot_be_set(cln: Cli, arguments: list[str], code: int, says: str) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2026-09-10")
    assert says in cln("cohort", "rule", *arguments, code=code).err
    assert not [one for one in cln.json("cohort", "rules") if one["differs"]]


def test_the_need_for_key_facilitators_follows_the_rule(cohort: Cli) -> None:
    from tests import builders

    places = [("9100001", "Primary", 1), ("9100002", "Secondary", 1)]
    builders.enrol(cohort.database, places)
    assert {one["key_facilitators_needed"] for one in cohort.json("cohort", "show")["authorities"]} == {1}
    cohort("cohort", "rule", "facilitators", "--limit", 1)
    assert {one["key_facilitators_needed"] for one in cohort.json("cohort", "show")["authorities"]} == {2}
