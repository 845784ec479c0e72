"""Command lines that together run every command of cln on the demo's database, and the files they take in.

In stories.txt each room's story begins with the database as `cln demo` leaves it. A line is what is typed
after `cln`; one that begins with `!` is refused. What depends on the day is given with --on, or lies in the
past whenever it is run.
"""

import re
from pathlib import Path


def _stories() -> dict[str, list[str]]:
    """Room -> its command lines."""
    text = (Path(__file__).parent / "stories.txt").read_text(encoding="utf-8")
    _, *parts = re.split(r"^\[(\w+)\]\n", text, flags=re.MULTILINE)
    return {
        room: [line for line in lines.splitlines() if line]
        for room, lines in zip(parts[::2], parts[1::2], strict=True)
    }


STORIES = _stories()

PEOPLE = [
    "marek.sinclair",
    "malcolm.nowak",
    "kareem.gilchrist",
    "karen.kowalska",
    "elspeth.balfour",
    "kirsty.macbride",
    "malcolm.brodie",
    "gemma.kowalska",
    "zoe.chalmers",
    "sandra.fleming",
    "iona.sharma",
    "isla.carswell",
]

_THEMES = (
    "Literacy,Numeracy,Health and wellbeing,Pupil engagement,Parental engagement,Community engagement,"
    "Transitions,Resilience"
)


def _csv(*rows: str) -> str:
    return "".join(f"{row}\n" for row in rows)


FILES = {
    "register.csv": _csv(
        "code,name,authority,sector,postcode,simd_quintile,latitude,longitude",
        "9900004,Carrick Primary School,Glasgow City,Primary,G2 2AA,1,55.86,-4.25",
        "9713041,Auchenferry Community Primary School,South Lanarkshire,Primary,ML2 2BB,4,55.77,-4.05",
    ),
    "inverclyde.csv": _csv(
        "Seed Code,School Name,LA Name,School Type,SIMD",
        "9900006,Whinnyshore Primary School,Inverclyde,Primary,2",
        "9431024,Drumhallow Community School,Inverclyde Council,Primary,2",
    ),
    "faulty_register.csv": _csv(
        "code,name,authority,sector,simd_quintile",
        "9900005,Carrick School,Glasgow Town,Primary,1",
        "99,,Glasgow City,College,9",
    ),
    "faulty_people.csv": _csv("code,name,role", "9999999,Ann Other,promoted", "9414008,,boss"),
    "supporters.csv": _csv(
        "name,email,organisation,authority,role,themes",
        "Zoe Kerr,zoe.kerr@example.org,QIO,Inverclyde,key,Numeracy;Resilience",
        "Hamish Hussain,hamish.hussain@example.org,QIO,East Dunbartonshire,key,Community engagement",
    ),
    "faulty_supporters.csv": _csv(
        "name,organisation,authority,role,themes", "Zoe Kerr,Friend,Atlantis,queen,Cooking"
    ),
    "form.csv": _csv(
        f"code,sector,submitted,{_THEMES}",
        "9266045,Special,2026-09-07 09:00,1,2,3,4,5,4,3,2",
        "9230015,Secondary,2026-09-07 10:00,5,4,1,2,3,4,5,4",
    ),
    "gaps.csv": _csv(f"code,sector,submitted,{_THEMES}", "9230015,Secondary,2026-09-07 10:00,5,,1,2,3,4,5,4"),
    "faulty_survey.csv": _csv(
        f"code,sector,submitted,{_THEMES}",
        "9266045,Special,2026-09-07 09:00,1,2,3,4,5,4,3,7",
        "9999999,Special,yesterday,1,2,3,4,5,4,3,2",
    ),
    "ranked.csv": _csv(
        f"code,sector,submitted,{_THEMES}", "9266045,Special,2026-09-07 09:00,1,2,3,4,5,6,7,8"
    ),
    "attendance.csv": _csv(
        "code,email,status",
        f"9524029,{PEOPLE[3]}@example.org,apologies",
        f"9559023,{PEOPLE[5]}@example.org,absent",
    ),
    "faulty_attendance.csv": _csv("code,email,status", "9524029,nobody@example.org,asleep"),
    "feedback.csv": _csv(
        "email,Submitted,The day was useful,What comes next?",
        *(
            f"{who}@example.org,2024-09-1{n} 09:00,{n % 3 + 3},We meet in school"
            for n, who in enumerate(PEOPLE[:8])
        ),
    ),
    "launch.csv": _csv(
        "email,I can ask an inquiry question,I can read data",
        *(f"{who}@example.org,{n % 3 + 1},{n % 2 + 2}" for n, who in enumerate(PEOPLE)),
    ),
    "faulty_launch.csv": _csv("email,I can read data", "nobody@example.org,9"),
    "end.csv": _csv(
        "email,I can ask an inquiry question,I can read data",
        *(f"{who}@example.org,{n % 3 + 3},{n % 2 + 3}" for n, who in enumerate(PEOPLE)),
    ),
    "scores.csv": _csv(
        "email,Professional capital,Agency",
        *(f"{who}@example.org,{30 + n},{20 + n}" for n, who in enumerate(PEOPLE)),
    ),
    "sheet.csv": _csv(
        "key,cohort,project,date,phase,note,support,by",
        "k1,Cohort 1 (demo),1,2026-11-10,planning,Chose two classes,,Anna Kaur",
        "k2,Cohort 1 (demo),2,2026-11-11,,Met the team,data advice,Anna Kaur",
    ),
    "faulty_sheet.csv": _csv(
        "key,cohort,project,date,phase,note,support,by",
        "k3,Cohort 1 (demo),9,2026-11-10,dreaming,,,Anna Kaur",
    ),
    "broken_teams.csv": _csv("code,team,theme", "9713041,1,Literacy", "9414008,1,Numeracy"),
    "faulty_teams.csv": _csv("code,team,theme", "9713041,one,Cooking", "9999999,1,Literacy"),
    "authorities.csv": _csv("name,aliases", "Argyll and Bute,Argyll", "Inverclyde,Inverclyde Council"),
}
"""What the files hold that a command line takes in; those of the demo lie beside them."""
