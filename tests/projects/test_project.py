"""`cln project`: an inquiry from hunch to sharing, on record step by step."""

import re

import pytest

from tests.builders import accept
from tests.conftest import After, Cli

GOOD = "How does peer assessment improve the paragraph writing of one P6 class?"


def form_teams(cln: Cli) -> None:
    """Cohort 3 with an accepted match of three teams."""
    cln("cohort", "open", "Cohort 3", "--launch", "2025-09-10")
    accept(cln.database, [["Gwen Gray"], ["Gwen Gray", "Hugh Hall"], []])


@pytest.fixture
def teams(both: Cli, after: After) -> Cli:
    """On either engine."""
    return after(both, form_teams)


def open_project(cln: Cli) -> None:
    """The same with project 1 of team 1."""
    form_teams(cln)
    cln("project", "open", 1, "--title", "Paragraphs", "--on", "2025-10-08")


@pytest.fixture
def opened(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, open_project)


def open_projects_of_namesakes(cln: Cli) -> None:
    """Two facilitators called Ann Blair; team 1 of the first and team 2 of Hugh Hall run projects 1 and 2."""
    cln("cohort", "open", "Cohort 3", "--launch", "2025-09-10")
    add = ("facilitator", "add", "--name", "Ann Blair", "--organisation", "QIO", "--authority")
    cln(*add, "Inverclyde", "--email", "ann@example.org")
    accept(cln.database, [["Ann Blair"], ["Hugh Hall"]])
    cln(*add, "Renfrewshire", "--email", "blair@example.org")
    for team in (1, 2):
        cln("project", "open", team, "--on", "2025-10-08")


@pytest.fixture
def namesakes(cln: Cli, after: After) -> Cli:
    """On SQLite."""
    return after(cln, open_projects_of_namesakes)


def marks(cln: Cli, project: int = 1) -> str:
    """The bar of a project's six stages."""
    line = next(line for line in cln("project", "show", project).out.splitlines() if line.startswith("["))
    return "".join(re.findall(r"\[(.)\]", line)).replace(" ", ".")


def test_a_project_goes_from_hunch_to_sharing(teams: Cli) -> None:
    ran = teams("project", "open", 2, "--hunch", "Talk helps writing", "--on", "08/10/2025")
    assert "Project 1 is open: Numeracy, run by team 2." in ran.out
    assert "Question: lacks a question and a senior leader's agreement." in ran.out
    steps: list[tuple[str, list[object]]] = [
        ("x.....", ["amend", 1, "--title", "Talk for writing"]),
        ("x-....", ["question", 1, GOOD, "--on", "2025-11-05"]),
        ("xx....", ["agree", 1, "--by", "Rona Reid", "--on", "2025-11-09"]),
        ("xx-...", ["measure", 1, "Score", "--kind", "quantitative", "--unit", "%", "--on", "2025-12-01"]),
        (
            "xx-...",
            ["measure", 1, "Voices", "--kind", "qualitative", "--method", "talk", "--on", "2025-12-01"],
        ),
        ("xxx...", ["measure", 1, "--number", 1, "--baseline", "41.5", "--on", "2025-12-03"]),
        ("xxxx..", ["observe", 1, "--focus", "drafting", "--learned", "Less is more", "--on", "2026-02-01"]),
        ("xxxx..", ["measure", 1, "--number", 1, "--end", 53, "--on", "2026-05-04"]),
        ("xxxx-.", ["impact", 1, "learners", "Writing grew", "--on", "2026-05-05"]),
        ("xxxxx.", ["lesson", 1, "Begin early", "--on", "2026-05-06"]),
        ("xxxxxx", ["share", 1, "--with", "the cluster", "--output", "poster", "--on", "2026-06-10"]),
    ]
    for expected, arguments in steps:
        teams("project", *arguments)
        assert marks(teams) == expected, arguments
    (listed,) = teams.json("project", "list")
    assert listed["stage"] == "shared"
    assert [(one["stage"], one["begun_on"], one["done_on"]) for one in listed["stages"]] == [
        ("hunch", "2025-10-08", "2025-10-08"),
        ("question", "2025-11-05", "2025-11-09"),
        ("plan", "2025-12-01", "2025-12-03"),
        ("observation", "2026-02-01", "2026-02-01"),
        ("impact", "2026-05-05", "2026-05-06"),
        ("shared", "2026-06-10", "2026-06-10"),
    ]
    shown = teams("project", "show", 1).out
    assert "Project 1 of Cohort 3: Talk for writing" in shown
    assert "Team 2 (Numeracy), supported by Gwen Gray, Hugh Hall; opened 8 Oct 2025." in shown
    assert re.search(r"1 Score +quantitative +41\.5 %  53 %   \+11\.5", shown)
    assert teams.json("project", "show", 1)["measures"][0]["change"] == 11.5
    assert "Observed 1 Feb 2026 (lesson-study, Tess): drafting. Learned: Less is more" in shown
    assert "Next:" not in shown


def test_a_project_is_named_by_its_title(opened: Cli) -> None:
    by_number = opened("project", "show", 1)
    assert opened("project", "show", "para") == by_number
    opened("project", "amend", "PARAGRAPHS", "--title", "Whole paragraphs")
    refused = opened("project", "amend", "whole", "--title", "Paragraphs", code=2).err
    assert "'whole' is taken for 1 Whole paragraphs; to write that, give the whole name" in refused
    assert (
        "'Sentences' is no project of the cohort; see: cln project list"
        in opened("project", "show", "Sentences", code=3).err
    )
    assert "it is to be 1 or more" in opened("project", "show", 0, code=2).err


def test_projects_and_what_is_logged_are_looked_up_by_their_words(opened: Cli) -> None:
    opened("log", 1, "Two learners write paragraphs.", "--date", "2025-11-03", "--by", "Gwen Gray")
    places = opened.json("find", "para")
    assert [(one["cohort"], one["number"], one["title"]) for one in places["projects"]] == [
        ("Cohort 3", 1, "Paragraphs")
    ]
    assert [(one["project"], one["entry"], one["by"], one["note"]) for one in places["log_entries"]] == [
        (1, 1, "Gwen Gray", "Two learners write paragraphs.")
    ]


def test_whose_projects_is_told_by_the_address_too_and_never_guessed_from_a_name(namesakes: Cli) -> None:
    listing = ("project", "list", "--facilitator")
    assert [one["project"] for one in namesakes.json(*listing, "Ann@Example.org")] == [1]
    assert (
        "'Ann Blair' could be 2 people; name one by the e-mail"
        in namesakes(*listing, "Ann Blair", code=2).err
    )
    refused = namesakes(*listing, "blair@example.org", code=3).err
    assert "Ann Blair supports no team that runs a project; see: cln project list" in refused


def test_a_team_runs_several_and_lists_can_be_narrowed(teams: Cli) -> None:
    for team in (1, 2, 1, 3):
        teams("project", "open", team, "--on", "2025-10-08")
    assert [one["project"] for one in teams.json("project", "list")] == [1, 2, 3, 4]
    assert [one["project"] for one in teams.json("project", "list", "--team", 1)] == [1, 3]
    hers = teams.json("project", "list", "--facilitator", "hugh HALL")
    assert [one["project"] for one in hers] == [2]
    refused = teams("project", "list", "--facilitator", "Hugh Hull", code=3).err
    assert "nobody called 'Hugh Hull' is a facilitator of Cohort 3; did you mean Hugh Hall?" in refused
    assert teams.json("project", "list", "--team", 7) == []
    assert "Cohort 3 has no such project.\nNext: cln " in teams("project", "list", "--team", 7).out


def test_a_project_needs_a_team_of_the_accepted_match(cln: Cli) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", "2025-09-10")
    refused = cln("project", "open", 1, code=3).err
    assert "Cohort 3 has no accepted match yet; match it first: cln match" in refused
    accept(cln.database, [["Gwen Gray"], []])
    refused = cln("project", "open", 3, code=3).err
    assert "proposal 1, which is accepted, has no team 3; its teams are 1 to 2" in refused
    assert cln.json("project", "list") == []


def test_versions_are_kept_and_an_agreement_belongs_to_its_wording(opened: Cli) -> None:
    opened("project", "question", 1, "Does writing help?", "--on", "2025-11-01")
    opened("project", "agree", 1, "--by", "Rona Reid", "--on", "2025-11-02")
    refused = opened("project", "question", 1, "Does writing help?", code=3).err
    assert "project 1 has just this question already, as version 1" in refused
    told = opened.json("project", "question", 1, GOOD, "--on", "2025-11-03")
    assert (told["question_version"], told["agreed_by"], told["stage"]) == (2, None, "hunch")
    opened("project", "agree", 1, "--by", "Rona Ried", "--on", "2025-11-04")
    again = opened("project", "agree", 1, "--by", "Rona Reid", "--on", "2025-11-05").out
    assert f"Rona Reid agreed version 2 on 5 Nov 2025: {GOOD}" in again
    kept = opened.json("project", "show", 1)["questions"]
    assert [(one["version"], one["text"], one["who"], one["agreed_on"]) for one in kept] == [
        (1, "Does writing help?", "Tess", "2025-11-02"),
        (2, GOOD, "Tess", "2025-11-05"),
    ]
    assert "Question 1 (1 Nov 2025; agreed by Rona Reid on 2 Nov 2025)" in opened("project", "show", 1).out


def test_advice_names_its_sources_and_never_blocks(opened: Cli) -> None:
    ran = opened("project", "question", 1, "Does it improve learning across the school?")
    assert '- "Does ..." can be answered with yes or no;' in ran.out
    assert "(Dana and Yendol-Hoppey 2014)" in ran.out
    assert "Dana, N. F. and Yendol-Hoppey, D. (2014), The Reflective Educator's Guide" in ran.out
    assert '- "across the school" is too many to follow closely' in ran.out
    told = opened.json("project", "question", 1, GOOD)
    assert told["advice"] == []
    assert "leaves the answer open" in opened("project", "question", 1, GOOD.replace("P6", "P7")).out


def test_measures_that_are_not_right(opened: Cli) -> None:
    measure = ("project", "measure", 1)
    assert "say which with --kind" in opened(*measure, "Score", code=2).err
    assert "a name adds one" in opened(*measure, code=2).err
    refused = opened(*measure, "Score", "--kind", "quantitative", "--baseline", "41%", code=3).err
    assert "'Score' is quantitative and '41%' is no number; what it counts goes into --unit" in refused
    opened(*measure, "Score", "--kind", "quantitative", "--baseline", "-3", "--due", "2025-12-01")
    again = opened(*measure, "score", "--kind", "qualitative", code=3).err
    assert "has a measure 'Score' already; fill it in with: cln project measure 1 --number 1" in again
    assert (
        "project 1 has no measure 2; see: cln project show 1" in opened(*measure, "--number", 2, code=3).err
    )
    assert "nothing was given for measure 1" in opened(*measure, "--number", 1, code=2).err
    assert (
        "measure 1 stays quantitative" in opened(*measure, "--number", 1, "--kind", "qualitative", code=2).err
    )
    early = opened(*measure, "--number", 1, "--end", 4, "--on", "2025-09-11", code=3).err
    assert "the end value of 11 Sep 2025 would come before the baseline of" in early
    late = opened(*measure, "--number", 1, "--due", "2025-09-01", code=3).err
    assert "1 Sep 2025 is before the launch of Cohort 3 on 10 Sep 2025; give a later date with --due" in late
    (row,) = opened.json("project", "show", 1)["measures"]
    assert (row["baseline"], row["end"], row["due"]) == (-3.0, None, "2025-12-01")


def test_days_outside_the_cohort_and_unknown_projects_are_refused(opened: Cli) -> None:
    before = opened.json("history")
    steps: list[tuple[object, ...]] = [
        ("question", 1, GOOD),
        ("agree", 1, "--by", "Rona Reid"),
        ("measure", 1, "Score", "--kind", "quantitative"),
        ("observe", 1, "--focus", "drafting", "--learned", "much"),
        ("impact", 1, "practice", "We plan together"),
        ("lesson", 1, "Begin early"),
        ("share", 1, "--with", "parents"),
        ("end", 1, "--reason", "staffing"),
    ]
    for step in steps:
        early = opened("project", *step, "--on", "2025-09-09", code=3).err
        assert (
            "9 Sep 2025 is before the launch of Cohort 3 on 10 Sep 2025; give a later date with --on" in early
        )
        unknown = [9 if word == 1 else word for word in step]
        assert "Cohort 3 has no project 9; see: cln project list" in opened("project", *unknown, code=3).err
    assert opened.json("history") == before


def test_an_ended_project_keeps_its_past_and_takes_nothing_new(opened: Cli) -> None:
    ran = opened("project", "end", 1, "--reason", "two schools left", "--on", "2025-11-20")
    assert "Project 1 (Paragraphs) ended on 20 Nov 2025: two schools left." in ran.out
    refused = opened("project", "lesson", 1, "Begin early", "--on", "2025-11-21", code=3).err
    assert "project 1 ended on 20 Nov 2025 (two schools left); give an earlier date with --on" in refused
    opened("project", "lesson", 1, "Begin early", "--on", "2025-11-20")
    again = opened("project", "end", 1, "--reason", "x", "--on", "2025-12-01", code=3).err
    assert "project 1 ended already, on 20 Nov 2025 (two schools left)" in again
    assert re.search(r"1  Paragraphs +1  \.\.\.\.-\.  ended 20 Nov 2025", opened("project", "list").out)


def test_an_end_before_the_beginning_is_refused(opened: Cli) -> None:
    refused = opened("project", "end", 1, "--reason", "x", "--on", "2025-10-07", code=3).err
    assert "project 1 was opened on 8 Oct 2025, after 7 Oct 2025" in refused
    assert "nothing to amend was given" in opened("project", "amend", 1, code=3).err


def test_an_agreement_names_its_version_and_is_told_of_a_newer_one(opened: Cli) -> None:
    opened("project", "question", 1, GOOD, "--on", "2025-11-01")
    Cli(opened.database, "Ann")("project", "question", 1, f"{GOOD} Or not?", "--on", "2025-11-02")
    agree = ("project", "agree", 1, "--by", "Rona Reid", "--on", "2025-11-03", "--version", 1)
    ran = opened(*agree, code=3)
    assert "version 1 of the question of project 1 is not the newest any more; agree to version 2" in ran.err
    assert f"  version 2 by Ann, 2 Nov 2025: {GOOD} Or not?" in ran.err
    assert opened.json("project", "show", 1)["questions"][0]["agreed_by"] is None
    assert f"Rona Reid agreed version 1 on 3 Nov 2025: {GOOD}" in opened(*agree, "--anyway").out
    told = opened.json("project", "show", 1)
    assert [one["agreed_by"] for one in told["questions"]] == ["Rona Reid", None]
    assert told["agreed_by"] is None
    assert "has no version 3 of its question" in opened(*agree[:-1], 3, code=3).err
