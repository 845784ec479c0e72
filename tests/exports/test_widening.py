"""What shares tell, with --coarse, of groups of one or two entries: nothing."""

from cln.disclosure.coarse import Traits
from cln.exports.widening import Key, Widened
from cln.files.columns import Column, Table

NAMES = ("cohort", "figure", "by", "group", "count", "of")


def shares(*rows: tuple[str, int, int]) -> Table:
    """How many of each quintile withdrew."""
    columns = [Column(name, name, lambda one: one) for name in NAMES]
    told = [("Cohort 1", "withdrew", "quintile", *row) for row in rows]
    return Table("shares", "Shares", tuple(columns), told)


def entries(*quintiles: str) -> Widened:
    """A cohort of entries that are told as they are."""
    keys: list[Key] = [("Cohort 1", f"91000{i:02}", "Primary", 1) for i in range(len(quintiles))]
    traits = {
        key: Traits(quintile, "Primary", "Ayton", "2") for key, quintile in zip(keys, quintiles, strict=True)
    }
    return Widened(traits, traits)


def test_two_entries_whose_quintile_is_unknown_are_told_with_no_other() -> None:
    known = entries(*["1"] * 4, *["2"] * 3, "", "")
    table = shares(("1", 1, 4), ("2", 0, 3), ("unknown", 2, 2))
    assert [row[3] for row in known.widen(table).rows] == ["1"], "nor the next, which the total would tell"


def test_three_whose_quintile_is_unknown_are_a_group_as_any_other() -> None:
    known = entries(*["1"] * 4, "", "", "")
    table = shares(("1", 1, 4), ("unknown", 2, 3))
    assert [row[3] for row in known.widen(table).rows] == ["1", "unknown"]
