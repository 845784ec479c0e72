"""The template of a letter: what it may say, and that it ends and names its mistakes."""

from email import message_from_bytes, policy
from pathlib import Path

import pytest

from cln.errors import Refused
from cln.events.letters import Letter, draft

WORDS = {"name": "Ann \x1b[31mLee", "facilitators": "Bo Orr, Cat Roy", "venue": "", "mode": "online"}


def filled(folder: Path, source: str, ending: str = "txt") -> str:
    """The letter that a template makes."""
    template = folder / f"template.{ending}"
    template.write_text(source, "utf-8")
    return Letter.read(template, [*WORDS]).filled(WORDS)


@pytest.mark.parametrize(
    ("source", "letter"),
    [
        ("Dear {{ name.split()[0] }},\n", "Dear Ann,\n"),
        ("{{ venue or 'to be told' }}, {{ venue|default('later', true) }}", "to be told, later"),
        (
            "{% if mode == 'online' and not venue %}Join{% else %}Come{% endif %} {{ mode|upper }}",
            "Join ONLINE",
        ),
        (
            "{% for one in facilitators.split(', ') %}{{ loop.index }} {{ one }}"
            "{% if not loop.last %}; {% endif %}{% endfor %}{# to be printed #}",
            "1 Bo Orr; 2 Cat Roy",
        ),
        ("{% raw %}{{ cake }}{% endraw %}", "{{ cake }}"),
        ("{{ name }}", "Ann [31mLee"),
    ],
)
def test_what_a_letter_may_say(tmp_path: Path, source: str, letter: str) -> None:
    assert filled(tmp_path, source) == letter


def test_html_is_escaped(tmp_path: Path) -> None:
    assert filled(tmp_path, "<p>{{ '<b>' ~ mode }}</p>", "html") == "<p>&lt;b&gt;online</p>"


ONLY = "a letter says words, chooses with if and goes through a list with for; it can do nothing else"
TWICE = "a letter has no loop within a loop"
ENDLESS = [
    ("{% for n in range(1000000000) %}x{% endfor %}", ONLY),
    ("{% for a in name %}{% for b in name %}x{% endfor %}{% endfor %}", TWICE),
    ("{% for a in name recursive %}{{ loop(name) }}{% endfor %}", TWICE),
    ("{% macro more() %}{{ more() }}{% endmacro %}{{ more() }}", ONLY),
    ("{% set name = name ~ name %}{{ name }}", ONLY),
    ("{{ 9 ** 9 ** 9 }}", ONLY),
    ("{{ 'x' * 10000000000 }}", ONLY),
    ("{{ '%9999999999d' % 1 }}", ONLY),
    ("{{ lipsum(100000) }}", ONLY),
    ("{% include '/etc/passwd' %}", ONLY),
    ("{{ name.ljust(10000000000) }}", "a letter has no 'ljust'; it has capitalize, "),
    ("{{ name|center(10000000000) }}", "a letter has no 'center'; it has capitalize, "),
    ("{{ name.__class__.__mro__ }}", "a letter has no '__mro__'; it has capitalize, "),
]
MISTAKES = [
    ("{{ cake }}", "'cake' is undefined; it may use: name, facilitators, venue, mode"),
    ("{{ loop.index }}", "'loop' is undefined; it may use: name, "),
    ("{{ name }", "unexpected '}'"),
    ("{{ name.split()[7] }}", "list object has no element 7"),
    ("{{ name.split('') }}", "empty separator"),
    ("{{ name.upper(1) }}", "str.upper() takes no arguments"),
    ("{% if name < 3 %}{% endif %}", "'<' not supported"),
    ("{% for a, b in name %}{% endfor %}", "not enough values to unpack"),
    ("\x1b]0;title\x07", "holds control characters; write it without them"),
]


@pytest.mark.parametrize(("source", "said"), [*ENDLESS, *MISTAKES])
def test_a_mistake_and_what_might_not_end_are_told_with_their_line(
    tmp_path: Path, source: str, said: str
) -> None:
    with pytest.raises(Refused, match=r"template\.txt, line 3[:\s]") as refused:
        filled(tmp_path, f"Dear {{{{ name }}}},\n\n{source}\n")
    assert said in refused.value.sentence


def test_brackets_without_end(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="has too many brackets within brackets"):
        filled(tmp_path, "{{ " + "(" * 5000 + "name" + ")" * 5000 + " }}")


def test_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "template.txt").write_bytes(b"Dear \xff")
    with pytest.raises(Refused, match="is not UTF-8 text"):
        Letter.read(tmp_path / "template.txt", [*WORDS])


@pytest.mark.parametrize(
    ("name", "address", "to"),
    [
        ("Zoë Zeal, Dr", "zoe@example.org", '"Zoë Zeal, Dr" <zoe@example.org>'),
        ("A\nBcc: other@example.org", "a@example.org", '"A Bcc: other@example.org" <a@example.org>'),
        ("Bo", "bo..orr@example.org", "bo..orr@example.org"),
        ("Åse", "åse@example.org", "åse@example.org"),
    ],
)
def test_to_whom_a_draft_is(name: str, address: str, to: str) -> None:
    written = draft(name, address, "A\r\nday", "Dear é\n", html=False)
    read = message_from_bytes(written, policy=policy.default)
    assert [(key, str(value)) for key, value in read.items()][:3] == [
        ("Subject", "A day"),
        ("To", to),
        ("X-Unsent", "1"),
    ]
    assert read.get_content() == "Dear é\r\n"
    assert {*read.keys()} & {"Bcc", "From", "Date"} == set()
