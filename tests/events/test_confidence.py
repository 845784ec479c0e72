"""`cln confidence`: the same people on the same items, at the launch and at the end."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cln.events import confidence
from cln.events.confidence import compare
from tests import builders, golden
from tests.conftest import After, Cli
from tests.matching.cohorts import at_length
from tests.tabular import write

ASKING, DATA = "Asking an inquiry question", "Gathering data"
CODES = [f"98890{number:02}" for number in range(1, 8)]
SECTORS = ["Primary"] * 5 + ["Secondary", "ELC"]
LEVEL = st.integers(1, 5)
PEOPLE = [f"{letter}1.{code}@example.org" for code in CODES for letter in "ab"]


def prepare(cln: Cli) -> None:
    """Cohort 3 with seven entries of two people: ten of Primary, two each of Secondary and ELC."""
    cln("cohort", "open", "Cohort 3", "--launch", "2023-09-14")
    builders.enrol(cln.database, [(code, sector, 1) for code, sector in zip(CODES, SECTORS, strict=True)])


@pytest.fixture
def ready(both: Cli, after: After) -> Cli:
    return after(both, prepare)


@pytest.fixture
def ours(cln: Cli, after: After) -> Cli:
    return after(cln, prepare)


def answers(folder: Path, occasion: str, levels: list[tuple[object, ...]], *items: str) -> list[object]:
    """The arguments that import levels, one row of them for each of PEOPLE as long as there are any."""
    headers = ["email", *(items or (ASKING, DATA))]
    rows = [(email, *row) for email, row in zip(PEOPLE, levels, strict=False)]
    file = write(folder / f"{occasion}.csv", headers, rows)
    return ["confidence", "import", file, "--occasion", occasion]


def test_pairs_are_compared_and_tested(ready: Cli, tmp_path: Path) -> None:
    before: list[tuple[object, ...]] = [(2, 3)] * 13
    ready(*answers(tmp_path, "launch", before))
    ready(*answers(tmp_path, "end", [(4, 3)] * 11 + [(1, 3)] + [("", "")] * 2))
    shown = ready.json("confidence", "show")
    assert (shown["launch"], shown["end"], shown["overall"]["pairs"]) == (13, 12, 12)
    asking, data = shown["items"]
    assert (asking["item"], asking["pairs"], asking["launch"], asking["end"]) == (ASKING, 12, 2.0, 3.75)
    assert (asking["change"], asking["rose"], asking["same"], asking["fell"]) == (1.75, 11, 0, 1)
    assert asking["p"] < 0.01  # of two items
    assert (data["change"], data["p"]) == (0.0, 1.0)
    said = ready("confidence", "show").out
    assert "13 people answered at the launch, 12 at the end, 12 both times." in said
    assert (
        "On average it rose by 0.88, from 2.50 to 3.38: it rose for 11, stayed for 0 and fell for 1." in said
    )
    assert "So much is hardly chance (p < 0.001)." in said
    assert f"{ASKING}     12    2.00  3.75   +1.75    0.87  11 0 1  0.002" in said
    golden.check("confidence_show.json", ready("confidence", "show", "--by", "sector", "--json").out)


def test_small_groups_are_left_out_and_so_is_what_would_tell_of_them(ours: Cli, tmp_path: Path) -> None:
    ours(*answers(tmp_path, "launch", [(2, 2)] * 14))
    ours(*answers(tmp_path, "end", [(3, 3)] * 14))
    groups = {one["group"]: one for one in ours.json("confidence", "show", "--by", "sector")["groups"]}
    assert {name: (one["pairs"], one["change"]) for name, one in groups.items()} == {
        "Primary": (10, None),  # with the whole it would tell of the four others
        "Secondary": (2, None),
        "ELC": (2, None),
    }
    said = ours("confidence", "show", "--by", "sector").out
    assert "Left empty where it would tell of fewer than 5 people." in said
    one = ours.json("confidence", "show", "--by", "authority")["groups"]
    assert [(group["pairs"], group["change"]) for group in one] == [(14, 1.0)]


def test_nothing_is_claimed_of_few(ours: Cli, tmp_path: Path) -> None:
    assert "Nobody of Cohort 3 has said how confident they are." in ours("confidence", "show").out
    ours(*answers(tmp_path, "launch", [(1, 1)] * 9))
    ours(*answers(tmp_path, "end", [(5, 5)] * 4))
    few = ours("confidence", "show").out
    assert "Of fewer than 5 people who answered both times nothing is told." in few
    assert "4.00" not in few
    assert ours.json("confidence", "show")["overall"]["change"] is None
    ours(*answers(tmp_path, "end", [(5, 5)] * 9))
    some = ours("confidence", "show").out
    assert "9 people are too few to tell it from chance; it takes 10." in some
    assert "hardly chance" not in some


def test_it_can_be_imported_again_and_corrected(ready: Cli, tmp_path: Path) -> None:
    first = answers(tmp_path, "launch", [(2, 3)] * 3)
    assert "launch.csv: 3 participants: 3 added, 0 changed, 0 unchanged." in ready(*first).out
    changes = ready.json("history")
    assert "all 3 participants were known already" in ready(*first).out
    assert ready.json("history") == changes
    other = answers(tmp_path, "launch", [(2, 3), (2, 4), (2, 3), (1, 1)])
    trial = ready.json(*other, "--dry-run")
    done = ready.json(*other)
    assert [trial[key] for key in ("added", "changed", "unchanged")] == [1, 1, 2]
    assert [done[key] for key in ("added", "changed", "unchanged")] == [1, 1, 2]
    ready(*answers(tmp_path, "end", [(4,)], "ASKING AN ENQUIRY QUESTION"))
    assert [one["item"] for one in ready.json("confidence", "show")["items"]] == [ASKING, DATA]


def test_items_that_were_not_asked_both_times_are_named(ours: Cli, tmp_path: Path) -> None:
    ours(*answers(tmp_path, "launch", [(2, 3)] * 3))
    ran = ours(
        *answers(tmp_path, "end", [(2, 3, "Thanks")] * 3, ASKING, "Reading research", "Anything else?")
    )
    assert "Not asked at the launch, so not compared: Reading research." in ran.out
    assert f"Asked at the launch only: {DATA}." in ran.out
    assert "Anything else? (holds words, which are not kept)" in ran.out


def test_a_form_that_asks_of_two_occasions_is_refused(ours: Cli, tmp_path: Path) -> None:
    both = (f"{ASKING} (before)", f"{ASKING} (now)")
    err = ours(*answers(tmp_path, "launch", [(2, 4)], *both), code=3).err
    assert f"'{both[0]}' and '{both[1]}' ask the same of two occasions; make a file of each" in err
    assert ours.json("confidence", "show")["launch"] == 0


def test_scores_are_kept_as_scores(ours: Cli, tmp_path: Path) -> None:
    headers = ["email", "Professional capital", "Agency score", "Item 1"]
    for occasion, value in (("launch", 60.5), ("end", 64)):
        rows = [(email, value, 3.2, "x") for email in PEOPLE[:6]]
        file = write(tmp_path / "scores.csv", headers, rows)
        done = ours.json("confidence", "scores", file, "--occasion", occasion)
        assert [one["role"] for one in done["columns"]] == ["email", "score", "score", "not used"]
    shown = ours.json("confidence", "show")
    assert [(one["scale"], one["pairs"], one["change"]) for one in shown["scores"]] == [
        ("Professional capital", 6, 3.5),
        ("Agency", 6, 0.0),
    ]
    assert shown["items"] == []
    both = write(tmp_path / "both.csv", ["email", ASKING, "agency"], [(PEOPLE[0], 4, "")])
    assert ours.json("confidence", "import", both, "--occasion", "end")["added"] == 1
    none = write(tmp_path / "none.csv", ["email", ASKING], [(PEOPLE[0], 4)])
    ran = ours("confidence", "scores", none, "--occasion", "end", code=3)
    assert "no column holds scores, headed 'Professional capital' or 'Agency'" in ran.err


def test_every_wrong_row_is_named(ours: Cli, tmp_path: Path) -> None:
    headers = ["code", "name", "email", ASKING, "Agency"]
    rows = [
        (CODES[0], f"Promoted of {CODES[0]}", "", 4, 3),
        ("", "", "", 4, 3),
        ("", "", "zed@example.org", 4, 3),
        (CODES[0], "Zed", "", 4, 3),
        ("", "", PEOPLE[1], 7, 3),
        ("", "", PEOPLE[2], 3, "high"),
        ("", "", PEOPLE[3], 3, -1),
    ]
    file = write(tmp_path / "launch.csv", headers, rows)
    ran = ours("confidence", "import", file, "--occasion", "launch", code=3)
    assert ran.err.splitlines()[1:] == [
        "  row 3, column email: it says not who answered, so nothing can be compared; give the e-mail "
        "address or the name",
        "  row 4, column email: zed@example.org takes no part in Cohort 3; see: cln export participants",
        f"  row 5, column name: Zed is not on {CODES[0]} (Primary); it has Promoted of {CODES[0]} and "
        f"Practitioner of {CODES[0]}. Somebody new is put on it with: cln cohort join {CODES[0]} --on DATE",
        f"  row 6, column {ASKING}: '7' is no rating; write 1 to 5. If nobody was asked for a rating: "
        f'--words "{ASKING}" or --leave-out "{ASKING}"',
        "  row 7, column Agency: 'high' is not a number",
        "  row 8, column Agency: -1 does not lie between 0 and 1000",
    ]
    assert ours.json("confidence", "show")["launch"] == 0
    words = write(tmp_path / "words.csv", ["email", "Thoughts"], [(PEOPLE[0], "Fine by me")])
    ran = ours("confidence", "import", words, "--occasion", "launch", code=3)
    assert "no column holds ratings from 1 to 5, nor scores" in ran.err


def test_of_three_people_nothing_is_told() -> None:
    result = compare([(1, 5)] * 4)
    assert result.pairs == 4
    assert {value for name, value in vars(result).items() if name != "pairs"} == {None}


def test_of_nine_people_no_test_is_made_and_of_ten_one_is() -> None:
    assert compare([(1, 5)] * 5).change == 4
    assert compare([(1, 5)] * 9).p is None
    assert compare([(1, 5)] * 10).p == pytest.approx(2 / 2**10)


def test_the_figures() -> None:
    result = compare([(2, 4), (3, 3), (3, 2), (1, 4), (2, 3)])
    assert (result.before, result.after, result.change) == (2.2, 3.2, 1.0)
    assert result.spread == pytest.approx(1.5811, abs=1e-4)
    assert (result.rose, result.same, result.fell) == (3, 1, 1)


def test_few_who_changed_among_many_are_no_find() -> None:
    """An approximation for many would call this significant (p = 0.025)."""
    assert confidence.chance([1] * 5 + [0] * 25) == pytest.approx(2 / 2**5)
    assert confidence.chance([0] * 30) == confidence.chance([1, 0, 0]) == 1.0


def test_it_is_the_test_that_scipy_calls_wilcoxon() -> None:
    from scipy.stats import wilcoxon

    some = random.Random(1)
    for number in (2, 5, 7):
        changes = [some.choice([-2, -1, 1, 2, 3]) for _ in range(number)]
        assert confidence.chance(changes) == pytest.approx(wilcoxon(changes).pvalue)
    many = [some.choice([-1, 1, 1, 2]) for _ in range(40)]
    assert confidence.chance([*many, *[0] * 9]) == pytest.approx(wilcoxon(many).pvalue)


def test_several_tests_allow_for_each_other() -> None:
    assert confidence.corrected([0.01, 0.04, 0.2]) == pytest.approx([0.03, 0.06, 0.2])
    assert confidence.corrected([]) == []


PAIRS = st.lists(st.tuples(LEVEL, LEVEL), min_size=5, max_size=30)


@settings(max_examples=25)
@given(PAIRS)
def test_turning_round_what_was_before_and_after_turns_round_the_change(pairs: list[tuple[int, int]]) -> None:
    there, back = compare(pairs), compare([(after, before) for before, after in pairs])
    assert there.change is not None
    assert back.change == pytest.approx(-there.change)
    assert (there.rose, there.same, there.fell) == (back.fell, back.same, back.rose)
    assert (there.p is None) == (back.p is None) == (len(pairs) < confidence.ENOUGH)
    if there.p is not None:
        assert back.p == pytest.approx(there.p)
        assert 0 < there.p <= 1


test_turning_round_what_was_before_and_after_turns_round_the_change_at_length = at_length(
    test_turning_round_what_was_before_and_after_turns_round_the_change, 100, PAIRS
)
