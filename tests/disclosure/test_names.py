"""Names in free text: every usual form is replaced, and ordinary words are not."""

import pytest

from cln.disclosure.names import Names, Person, Place
from cln.disclosure.pseudonyms import without_contacts

PEOPLE = [
    Person("Ann Lee", "P-ann"),
    Person("Siobh\u00e1n MacDonald", "P-siobhan"),
    Person("\u738b\u5c0f\u660e", "P-wang"),
    Person("Megan Hamilton", "P-megan"),
    Person("Will Young", "P-will"),
    Person("Theresa May", "P-may"),
    Person("Mary Jane O\u2019Neil", "P-mary"),
    Person("\u0417\u043e\u044f \u0418\u0432\u0430\u043d\u043e\u0432\u0430", "P-zoya"),
]
PLACES = [
    Place("Northbank Primary School", "E-northbank"),
    Place("St Mary's Primary School", "E-mary"),
    Place("Hope Nursery Class", "E-hope", ours=False),
    Place("Bearsford Academy", "E-academy", ours=False),
    Place("Bearsford Primary School", "E-primary", ours=False),
    Place("Lenzie Academy", "E-lenzie", ours=False),
    Place("St Ninian's RC Primary School", "E-ninian"),
    Place("The Mary Russell School", "E-russell"),
    Place("Castlehill Early Years Centre", "E-castlehill"),
    Place("Kirk O'Shotts Primary School", "E-kirk"),
]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("Ann Lee, ANN LEE, ann lee, Ann-Lee", "P-ann, P-ann, P-ann, P-ann"),
        ("A. Lee saw A Lee; Lee, Ann", "P-ann saw P-ann; P-ann"),
        ("Ann's class and Megan\u2019s", "[name] class and [name]"),
        ("Mrs Hamilton asked megan", "Mrs [name] asked [name]"),
        ("Miss May met Mr Young", "Miss [name] met Mr [name]"),
        ("Will Young and Theresa May", "P-will and P-may"),
        ("Mary-Jane O'Neil; Mary O\u2019Neil; Jane Oneil", "P-mary; P-mary; P-mary"),
        ("\u0417\u043e\u044f \u0418\u0432\u0430\u043d\u043e\u0432\u0430", "P-zoya"),
        ("Northbank PS, Northbank Prim, Northbank Primary School", "E-northbank, E-northbank, E-northbank"),
        ("at Northbank, northbank, Northbank's", "at E-northbank, E-northbank, E-northbank"),
        ("St. Mary's PS, Saint Marys, St Mary", "E-mary, E-mary, E-mary"),
        ("Hope Nursery, hope nursery", "E-hope, E-hope"),
        ("Bearsford PS and Bearsford Acad", "E-primary and E-academy"),
        ("Bearsford school", "[school]"),
        ("Lenzie", "E-lenzie"),
        ("St Ninian's PS, St Ninians and Saint Ninian's RC Primary", "E-ninian, E-ninian and E-ninian"),
        ("Mary Russell School, the Mary Russell", "E-russell, the E-russell"),
        ("Castlehill Early Years, Castlehill EYC", "E-castlehill, E-castlehill"),
        ("Kirk O' Shotts PS", "E-kirk"),
        ("Mac Donald, MacDonald, Macdonald; Siobhan Mac Donald", "[name], [name], [name]; P-siobhan"),
        ("Siobha\u0301n, Meg\u00adan, Ann\u200b Lee", "[name], [name], P-ann"),
        ("Megans class, Miss Hamiltons, the Lees'", "[name] class, Miss [name], the [name]'"),
        ("annlee", "[name]"),
        ("\u738b\u5c0f\u660e\u8001\u5e08", "P-wang \u8001\u5e08"),
    ],
)
def test_a_name_in_any_usual_form_is_replaced(written: str, left: str) -> None:
    assert Names(PEOPLE, PLACES).hide(written) == left


@pytest.mark.parametrize(
    "written",
    [
        "Will you come in May? Young people may.",
        "We hope that they will; Hope is a theme.",
        "The road to Bearsford is long.",
        "young learners will read in may",
    ],
)
def test_ordinary_words_and_places_stay(written: str) -> None:
    assert Names(PEOPLE, PLACES).hide(written) == written


def test_what_was_replaced_is_counted_and_what_may_be_a_name_is_for_a_person_to_read() -> None:
    names = Names(PEOPLE, PLACES)
    names.hide("Ann and Will met at Northbank in May, with Will.")
    assert (names.replaced.names, names.replaced.places) == (1, 1)
    assert names.replaced.to_read == {"Will": 2, "May": 1}


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("m.o'brown+x@example.org.uk.", "[address]."),
        ("0141 942 1234, (07700) 900123 or +44 (0)20 7946 0018", "[number], [number] or [number]"),
        ("G61 2HA, g12 8qq", "[postcode], [postcode]"),
        ("www.lenzie.e-dunbarton.sch.uk/news or https://example.org/a?b", "[address] or [address]"),
        ("@LenzieAcad, lenzie.sch.uk", "[address], [address]"),
        ("8350027, 8531021P, CS2003000001, cs 2003000001", "[code], [code], [code], [code]"),
    ],
)
def test_addresses_numbers_postcodes_and_codes_are_replaced(written: str, left: str) -> None:
    assert without_contacts(written)[0].replace("([number]", "[number]") == left


@pytest.mark.parametrize(
    "written", ["01/09/2026 and 10.09.2026", "2026-09-10 14:30", "from 10 12 13 0 12 to 24%", "P7 in 2026"]
)
def test_days_and_counts_stay(written: str) -> None:
    assert without_contacts(written) == (written, 0)
