"""What is generated says what the program says, and a stale page is noticed."""

import re
from pathlib import Path

import pytest

from cln.contents import COMMANDS
from tests.docs import __main__ as docs
from tests.docs import commands, house


def test_a_page_that_is_not_current_is_named_with_what_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(docs, "FOLDER", tmp_path / "docs")
    monkeypatch.setattr(docs, "PAGES", {"a.md": lambda: "a\n", "b.md": lambda: "b\n"})
    assert docs.main(["--write"]) == 0
    assert docs.main(["--check"]) == 0
    (tmp_path / "docs" / "b.md").write_text("old\n", encoding="utf-8")
    assert docs.main(["--check"]) == 1
    assert capsys.readouterr().err == "cln/docs/b.md is not current; run: python -m tests.docs --write\n"


def test_the_reference_names_every_command_once_and_the_shared_options_once() -> None:
    page = commands.page()
    for heading in ("cln demo", "cln cohort open", "cln survey import", "cln match", "cln match show"):
        assert page.count(f"\n## {heading}\n") == 1
    assert page.count("| `--database URL` |") == 1
    assert "`--help`" not in page.split("## Options that every command has")[1]
    assert "completion" not in page


def test_the_picture_of_the_house_is_that_of_the_contracts() -> None:
    drawn = house.picture().splitlines()
    assert len(set(map(len, drawn))) == 1
    assert drawn[1].split() == ["|", "app", "|"]
    assert "report > exports" in house.picture()
    assert f"```text\n{house.picture()}```\n" in house.PAGE.read_text(encoding="utf-8")


def test_the_page_of_the_house_says_of_every_command_in_which_room_it_lies() -> None:
    rows = re.findall(r"^\| (.*) \| (.*) \| .* \|$", house.PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    rooms = {
        name: set(re.findall(r"`(\w+)`", room))
        for names, room in rows
        for name in re.findall(r"`(\w+)`", names.partition("(")[0])
    }
    rooms["cohort"].add("match")  # its rules, as the row says
    lies_in = {name: {part.partition(".")[0] for part in one.parts} for name, one in COMMANDS.items()}
    assert {name: room for name, room in lies_in.items() if not room <= rooms.get(name, set())} == {}


GENERATED = {"commands.md", "house.md"}
WRITTEN = sorted(page.name for page in house.PAGE.parent.glob("*.md") if page.name not in GENERATED)


@pytest.mark.parametrize("name", ["README.md", *WRITTEN])
def test_a_page_names_commands_and_options_that_there_are(name: str) -> None:
    root = house.PAGE.parents[2]
    page = (root / name if name == "README.md" else house.PAGE.parent / name).read_text(encoding="utf-8")
    reference = commands.page()
    said = re.sub(r"<!--.*?-->|```sh\n.*?```", "", page, flags=re.DOTALL)
    options = {*re.findall(r"(?<!\w)--[a-z][a-z-]+", said)} - {"--help"}
    assert [option for option in sorted(options) if f"`{option}" not in reference] == []
    named = {name.rstrip() for name in re.findall(r"(?:`|\$ |    )cln ((?:[a-z]+(?:-[a-z]+)? ?){1,2})", page)}
    headings = [line.removeprefix("## cln ") for line in reference.splitlines() if line.startswith("## cln ")]
    assert named
    assert [name for name in sorted(named) if not {name, name.split()[0]} & {*headings}] == []


def test_every_page_is_linked_from_the_readme() -> None:
    readme = (house.PAGE.parents[2] / "README.md").read_text(encoding="utf-8")
    assert [name for name in WRITTEN if f"(cln/docs/{name})" not in readme] == []
