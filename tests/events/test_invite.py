"""Calendars and invitations: what goes out before an event."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Timezone
from sqlalchemy import create_engine, text

from cln.cohort import days
from tests.builders import enrol
from tests.conftest import Cli

VENUE = "Town Hall; Room 1, Annex"
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def cohort(ready: Cli) -> Cli:
    """The demo's cohort with its six events, one of them given a time and a place."""
    return scheduled(ready)


@pytest.fixture
def seated(matched: Cli) -> Cli:
    """The same, matched."""
    return scheduled(matched)


def scheduled(cln: Cli) -> Cli:
    """Give two events a time, and one of them a place."""
    cln("event", "schedule", 2, "--starts", "10:00", "--ends", "15:30", "--venue", VENUE)
    cln("event", "schedule", 3, "--starts", "10:00", "--ends", "12:00")
    return cln


def events(cln: Cli, folder: Path) -> list[Any]:
    """The events of the calendar that is written now."""
    cln("event", "calendar", "--out", folder / "cohort.ics", "--force")
    return Calendar.from_ical((folder / "cohort.ics").read_bytes()).walk("VEVENT")


def test_a_calendar_holds_the_six_events_at_their_local_time(cohort: Cli, tmp_path: Path) -> None:
    ran = cohort("event", "calendar", "--out", tmp_path / "cohort.ics")
    assert (ran.out, ran.err) == ("", f"6 events written to {tmp_path / 'cohort.ics'}.\n")
    raw = (tmp_path / "cohort.ics").read_bytes()
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 75
    found = events(cohort, tmp_path)
    days = [date.fromisoformat(one["on"]) for one in cohort.json("event", "list")]
    assert [_day(one["DTSTART"].dt) for one in found] == days
    assert found[1]["DTSTART"].dt == datetime(days[1].year, days[1].month, days[1].day, 10, tzinfo=LONDON)
    assert found[1]["DTEND"].dt - found[1]["DTSTART"].dt == timedelta(hours=5, minutes=30)
    assert str(found[1]["LOCATION"]) == VENUE
    assert found[0]["DTEND"].dt - found[0]["DTSTART"].dt == timedelta(days=1)


def _day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def test_ten_stays_ten_on_both_sides_of_the_clock_change(cohort: Cli, tmp_path: Path) -> None:
    cohort("event", "schedule", 2, "--on", "2026-10-23")
    cohort("event", "schedule", 3, "--on", "2026-10-28")
    offsets = []
    for one in events(cohort, tmp_path)[1:3]:
        assert f"TZID={one['DTSTART'].params['TZID']}" == "TZID=Europe/London"
        assert (one["DTSTART"].dt.hour, one["DTSTART"].dt.minute) == (10, 0)
        offsets.append(one["DTSTART"].dt.utcoffset())
    assert offsets == [timedelta(hours=1), timedelta(0)]


def test_the_time_zone_in_the_file_says_the_same_as_the_time_zone_data(cohort: Cli, tmp_path: Path) -> None:
    events(cohort, tmp_path)
    calendar = Calendar.from_ical((tmp_path / "cohort.ics").read_bytes())
    (zone,) = (one for one in calendar.subcomponents if isinstance(one, Timezone))
    told = zone.to_tz(lookup_tzid=False)
    for year in (2026, 2027, 2030):
        for month, day in ((1, 15), (3, 25), (4, 2), (7, 1), (10, 24), (11, 2)):
            noon = datetime(year, month, day, 12)  # noqa: DTZ001  (a local time)
            assert noon.replace(tzinfo=told).utcoffset() == noon.replace(tzinfo=LONDON).utcoffset()


def test_a_change_keeps_the_identity_and_raises_the_sequence(cohort: Cli, tmp_path: Path) -> None:
    before = events(cohort, tmp_path)
    assert len({str(one["UID"]) for one in before}) == 6
    cohort("event", "postpone", 4, "--to", "2027-02-04", "--reason", "snow")
    cohort("event", "cancel", 6, "--reason", "pandemic")
    cohort("event", "postpone", 5, "--reason", "no venue")
    after = events(cohort, tmp_path)
    assert [str(one["UID"]) for one in after] == [str(one["UID"]) for one in before]
    raised = [new["SEQUENCE"] > old["SEQUENCE"] for old, new in zip(before, after, strict=True)]
    assert raised == [False, False, False, True, True, True]
    assert [str(one["STATUS"]) for one in after][3:] == ["CONFIRMED", "CANCELLED", "CANCELLED"]
    assert _day(after[3]["DTSTART"].dt) == date(2027, 2, 4)
    assert _day(after[4]["DTSTART"].dt) == _day(before[4]["DTSTART"].dt)


def uids(cln: Cli, folder: Path) -> list[str]:
    """What the calendar that is written now calls its events."""
    return [str(one["UID"]) for one in events(cln, folder)]


def test_a_corrected_name_leaves_the_identities_and_a_database_like_it_has_others(
    cohort: Cli, copied: Callable[[Path], Cli], empty: Path, tmp_path: Path
) -> None:
    before = uids(cohort, tmp_path)
    launch, name = cohort.json("event", "list")[0]["on"], cohort.json("status")["cohort"]
    engine = create_engine(cohort.database)
    with engine.begin() as connection:
        connection.execute(text("UPDATE cohort SET name = 'Renamed', launch = '2026-09-09'"))
    engine.dispose()
    assert uids(cohort, tmp_path) == before
    other = copied(empty)
    other("cohort", "open", name, "--launch", launch, "--yes")
    assert not {*uids(other, tmp_path)} & {*before}
    cohort("event", "schedule", 6, "--sector", "Secondary", "--on", "2027-06-24")
    assert len({*uids(cohort, tmp_path)}) == 7


def test_nobody_gets_the_event_of_another_sector(seated: Cli, tmp_path: Path) -> None:
    seated("event", "schedule", 6, "--sector", "Secondary", "--on", "2027-06-24")
    out = tmp_path / "one.ics"
    ran = seated("event", "calendar", "--out", out)
    assert ran.err == (
        f"7 events written to {out}.\n"
        "It holds every sector's own events; for the diaries of one: --sector, or --team N.\n"
    )

    def finals(*options: object) -> list[str]:
        seated("event", "calendar", "--out", out, "--force", *options)
        found = Calendar.from_ical(out.read_bytes()).walk("VEVENT")
        titles = [str(one["SUMMARY"]).split(": ")[1] for one in found]
        assert not any("Final" in title for title in titles[:5])
        return titles[5:]

    theirs, all_others = "Final sharing event (Secondary)", "Final sharing event"
    assert finals("--sector", "secondary") == [theirs]
    assert finals("--sector", "ELC") == finals("--sector", "Primary") == [all_others]
    sectors: dict[int, set[str]] = {}
    for row in seated.json("export", "participants"):
        sectors.setdefault(row["team"], set()).add(row["sector"])
    for team, of_it in sectors.items():
        mine = [all_others] if of_it - {"Secondary"} else []
        assert finals("--team", team) == mine + ([theirs] if "Secondary" in of_it else [])
    assert {len(finals("--team", team)) for team in sectors} == {1, 2}
    write = ("event", "calendar", "--out", tmp_path / "none.ics")
    assert "has no team 99; its teams are" in seated(*write, "--team", 99, code=3).err
    assert "leave out" in seated(*write, "--team", 1, "--sector", "ELC", code=2).err
    assert not (tmp_path / "none.ics").exists()


def test_a_title_says_what_was_called_off_and_a_day_without_a_time_is_free(
    cohort: Cli, tmp_path: Path
) -> None:
    cohort("event", "cancel", 3, "--reason", "pandemic")
    cohort("event", "postpone", 5, "--reason", "no venue")
    cohort("event", "schedule", 2, "--host", "Glasgow City")
    found = events(cohort, tmp_path)
    titles = [str(one["SUMMARY"]) for one in found]
    name = cohort.json("status")["cohort"]
    assert titles[1] == f"{name}: Matching event"
    assert titles[2] == f"Cancelled: {name}: Inquiry Question"
    assert titles[4] == f"Postponed, no new day yet: {name}: Direct Observation"
    free = [str(one["TRANSP"]) == "TRANSPARENT" for one in found]
    assert free == [True, False, True, True, True, True], "only event 2 takes hours of somebody's day"
    assert str(found[1]["DESCRIPTION"]).splitlines()[-1] == "Hosted by Glasgow City."


def test_a_venue_with_a_backslash_stays_a_venue(cohort: Cli, tmp_path: Path) -> None:
    venue = r"Room 2\North, A\new; C\\D"
    cohort("event", "schedule", 2, "--venue", venue)
    assert str(events(cohort, tmp_path)[1]["LOCATION"]) == venue
    raw = (tmp_path / "cohort.ics").read_bytes().replace(b"\r\n ", b"")
    assert rb"LOCATION:Room 2\\North\, A\\new\; C\\\\D" in raw


def rows(written: str) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"), newline="")))


def test_a_mail_merge_has_a_row_for_each_person(seated: Cli, tmp_path: Path) -> None:
    out = tmp_path / "invites.csv"
    ran = seated("event", "invite", 2, "--out", out)
    assert ran.err == f"100 rows written to {out}.\n"
    invited = rows(out.read_text("utf-8"))
    people = seated.json("export", "participants")
    assert sorted(one["email"] for one in invited) == sorted(one["email"] for one in people)
    teams = {row["email"]: (str(row["team"]), row["theme"]) for row in people}
    assert all((one["team"], one["theme"]) == teams[one["email"]] for one in invited)
    assert {(one["starts"], one["ends"], one["venue"]) for one in invited} == {("10:00", "15:30", VENUE)}
    assert {one["bring"] for one in invited} == {"an accepted team and a hunch"}
    assert seated.json("event", "invite", 2) == invited


def test_who_has_withdrawn_or_finished_early_is_not_invited(cohort: Cli) -> None:
    gone, early = (row["code"] for row in cohort.json("export", "participants")[:4:2])
    names = {row["name"] for row in cohort.json("export", "participants") if row["code"] in {gone, early}}
    cohort("cohort", "withdraw", gone, "--reason", "time")
    cohort("cohort", "finish-early", early, "--on", "2027-01-29")
    assert {row["name"] for row in cohort.json("event", "invite", 4)} & names
    assert not {row["name"] for row in cohort.json("event", "invite", 5)} & names


def test_to_an_event_past_its_day_those_of_today_are_invited(cln: Cli) -> None:
    """One school withdrew today, and somebody joined the other one after the day of the event."""
    cln("cohort", "open", "Cohort 3", "--launch", days.today() - timedelta(days=9), "--yes")
    enrol(cln.database, [("9100001", "Primary", 1), ("9100002", "Primary", 1)])
    cln("cohort", "join", "9100001", "--name", "Zoe Zeal", "--role", "practitioner")
    cln("cohort", "withdraw", "9100002", "--reason", "time")
    invited = cln.json("event", "invite", 1)
    addresses = {one["email"] for one in invited}
    assert addresses == {"a1.9100001@example.org", "b1.9100001@example.org", ""}
    assert "Zoe Zeal" in {one["name"] for one in invited}


def test_who_was_called_back_is_not_named(seated: Cli, tmp_path: Path) -> None:
    gone = seated.json("match", "show")["teams"][0]["facilitators"][0]["name"]
    assert any(gone in row["facilitators"] for row in seated.json("event", "invite", 2))
    seated("facilitator", "withdraw", gone, "--reason", "promoted")
    assert not any(gone in row["facilitators"] for row in seated.json("event", "invite", 2))
    seated("report", "--team", 1, "--out", tmp_path / "team.html")
    assert gone not in (tmp_path / "team.html").read_text("utf-8")


def mail(file: Path) -> EmailMessage:
    """A draft as a mail program reads it."""
    return message_from_bytes(file.read_bytes(), policy=policy.default)


def said(draft: EmailMessage) -> str:
    """What a draft says, with plain ends of lines."""
    content: str = draft.get_content()
    return content.replace("\r\n", "\n")


def test_a_draft_lies_beside_each_letter(cln: Cli, tmp_path: Path) -> None:
    cln("cohort", "open", "Cohort 3", "--launch", days.today() + timedelta(days=9), "--yes")
    enrol(cln.database, [("9100001", "Primary", 1)])
    cln("cohort", "join", "9100001", "--name", "Zoë Zeal, Dr", "--role", "practitioner")
    cln("event", "schedule", 1, "--venue", "Bùth; Àrd")
    ran = cln("event", "invite", 1, "--letters", tmp_path / "letters")
    assert ran.err.splitlines()[1:] == [
        "Beside each is a draft (.eml): open it in your mail program, read it and send it.",
        "1 draft has no To: no e-mail address is on record.",
    ]
    drafts = {file.stem: mail(file) for file in (tmp_path / "letters").glob("*.eml")}
    texts = {one.stem: one.read_text("utf-8") for one in (tmp_path / "letters").glob("*-*.txt")}
    assert drafts.keys() == texts.keys()
    assert len(texts) == 3
    on = cln.json("event", "invite", 1)[0]["date"]
    for name, one in drafts.items():
        assert said(one) == texts[name]
        assert "We meet at: Bùth; Àrd" in texts[name]
        assert (one["Subject"], one["X-Unsent"]) == (f"Invitation: Launch and digital survey, {on}", "1")
        assert not {*one.keys()} & {"From", "Date", "Bcc"}
    assert [one["To"] for name, one in drafts.items() if "zeal" in name] == [None]
    addressed = {one["To"].addresses[0].addr_spec for one in drafts.values() if one["To"]}
    assert addressed == {"a1.9100001@example.org", "b1.9100001@example.org"}


@pytest.mark.slow
def test_letters_follow_the_template_that_she_edits(seated: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    seated("event", "invite", 2, "--letters", folder)
    people = seated.json("event", "invite", 2)
    texts = {file.name: file.read_text("utf-8") for file in folder.glob("*-*.txt")}
    assert len(texts) == 100
    drafts = {file.with_suffix(".txt").name: mail(file) for file in folder.glob("*.eml")}
    assert {name: said(one) for name, one in drafts.items()} == texts
    assert sorted(str(one["To"]) for one in drafts.values()) == sorted(
        f"{one['name']} <{one['email']}>" for one in people
    )
    assert len(list(folder.iterdir())) == 100 + 100 + 1, "and the template"
    for one in people:
        assert sum(f"Dear {one['name']},\n" in text for text in texts.values()) == 1
    assert all(VENUE in text for text in texts.values())
    assert "exists already" in seated("event", "invite", 2, "--letters", folder, code=3).err
    (folder / "template.txt").write_text("Hello {{ name }}, bring {{ cake }}", "utf-8")
    refused = seated("event", "invite", 2, "--letters", folder, "--force", code=3).err
    assert "template.txt, line 1: 'cake' is undefined; it may use: name, email" in refused
    (folder / "template.txt").write_text("Hello {{ name }", "utf-8")
    assert "template.txt, line 1:" in seated("event", "invite", 2, "--letters", folder, "--force", code=3).err
    (folder / "template.txt").write_text("Hello {{ name }}!", "utf-8")
    seated("event", "invite", 2, "--letters", folder, "--force")
    assert {said(mail(file)) for file in folder.glob("*.eml")} == {
        f"Hello {one['name']}!\n" for one in people
    }
    assert {(folder / name).read_text("utf-8") for name in texts} == {f"Hello {p['name']}!" for p in people}


def test_html_letters_escape_what_people_wrote(cohort: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "template.html").write_text("<p>{{ name }} at {{ venue }}</p>", "utf-8")
    cohort("event", "schedule", 2, "--venue", "<b>Hall</b>")
    cohort("event", "invite", 2, "--letters", folder)
    letters = sorted(folder.glob("0-*.html"))
    assert len(letters) == 100
    assert all("&lt;b&gt;Hall&lt;/b&gt;</p>" in letter.read_text("utf-8") for letter in letters)
    drafts = [mail(letter.with_suffix(".eml")) for letter in letters]
    assert {one.get_content_type() for one in drafts} == {"text/html"}
    assert all("&lt;b&gt;Hall&lt;/b&gt;</p>" in said(one) for one in drafts)


def test_what_nobody_can_be_invited_to(cohort: Cli, tmp_path: Path) -> None:
    cohort("event", "cancel", 6, "--reason", "pandemic")
    refused = cohort("event", "invite", 6, code=3).err
    assert "event 6 (Final sharing event) was cancelled; nobody can be invited to it" in refused
    cohort("event", "postpone", 5, "--reason", "no venue")
    assert "cln event schedule 5 --on DATE" in cohort("event", "invite", 5, code=3).err
    cohort("event", "calendar", "--out", tmp_path / "cohort.ics")
    assert "exists already" in cohort("event", "calendar", "--out", tmp_path / "cohort.ics", code=3).err
