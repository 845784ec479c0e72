"""The command lines that go on where `cln demo` stops, so that every table of a released database has rows.

A line is what is typed after `cln`; FEEDBACK, LAUNCH, END, SCORES and ATTENDANCE stand for the files below.
Who is acting changes with a line that ends in a colon.
"""

STORY = """
Rona Reid:
cohort rule establishments --limit 45 --should
match together 9226039:Primary 9534009 --reason "They share a campus"
match pin 9443017 --theme Literacy --reason "Agreed with the headteacher"
match apart 9131001 9204030 --reason "They worked together last year"
match together 9131001 9414008 --reason "Asked for by telephone"
match lift 4
match
team move CS2099424006 waiting --proposal 2 --force --reason "Asked to wait for a year"
match accept 2
project open 1 --title "Reading aloud" --hunch "Reading to younger learners may help both" --on 2026-10-09
project open 2 --on 2026-10-09
project open 3 --on 2026-10-12
project open 4 --title "Walk and talk" --on 2026-10-12
match accept 3 --projects keep
attention rule log --threshold 8
attention rule feedback --off
event hold 1
event postpone 2 --to 2026-10-15 --reason "Storm"
event hold 2
event hold 3
event move-online 4 --reason "The hall is being repaired"
event cancel 5 --reason "Inspection week"
event postpone 6 --reason "No hall yet"
event schedule 4 --sector elc --on 2027-01-21 --reason "Centres close that week"
event attendance 1 ATTENDANCE --others present
event attendance 2 --present "Kareem Gilchrist" --apologies "Megan Hamilton" --absent "Elspeth Balfour"
event attendance 2 --present "Megan Hamilton"
event feedback 1 FEEDBACK
confidence import LAUNCH --occasion launch
confidence import END --occasion end
confidence scores SCORES --occasion launch
Tariq MacBride:
project question 1 "How does reading aloud to younger learners improve their fluency?" --on 2026-10-20
project question 1 "How does reading aloud twice a week improve learners' fluency?" --on 2026-10-27
project agree 1 --by "Marek Sinclair" --on 2026-11-02
project measure 1 "Reading age" --kind quantitative --unit months --baseline 96 --on 2026-11-05
project measure 1 "Interviews" --kind qualitative --method interviews --due 2027-03-01 --on 2026-11-05
project measure 1 --number 1 --end 101.5 --on 2026-11-20
project observe 1 --focus "Paired reading" --learned "The group asked more questions" --on 2026-11-17
project impact 1 learners "Two groups read longer texts" --on 2026-11-20
project lesson 1 "Begin with short texts" --on 2026-11-20
project share 1 --with "Two neighbouring schools" --output poster --on 2026-11-24
log 1 "Visit to the team" --date 2026-10-29 --support "data advice"
log 1 "Visit to the team, with the headteacher" --date 2026-10-29 --corrects 1
log 2 "Call about the question" --date 2026-11-03
project rag 1 green --comment "Well under way"
project rag 2 amber --comment "No question yet"
project progress 1 3.5
project amend 2 --hunch "Writing about their own questions may bring learners further"
project question 3 "How does talking about strategies improve problem solving?" --on 2026-11-10
project end 4 --reason "The team chose another theme" --on 2026-11-16
Una Hay:
cohort withdraw 9425014 --reason staffing --note "Two vacancies" --on 2026-10-20
cohort rejoin 9425014 --on 2026-11-09
cohort withdraw 9377028 --reason time --on 2026-11-16
cohort replace 9414008 "Megan Abernathy" --name "Flora Gow" --email flora.gow@example.org --reason other
cohort leave 9478035 "Shona Gallacher" --reason timetable --on 2026-11-03
cohort join 9478035 --name "Ewan Muir" --role practitioner --on 2026-11-04
facilitator withdraw "Roddy Imrie" --reason "Called back" --on 2026-11-05
facilitator rejoin "Roddy Imrie" --on 2026-11-19
establishment amend 9713041 --name "Auchenferry Community Primary School" --on 2026-11-02
establishment add 9900001 --name "Ardbeck Primary School" --authority "Glasgow City" --sector primary
establishment add 9900002 --name "Ardbeck Infant School" --authority "Glasgow City" --sector primary
establishment merge 9900002 9900001 --on 2026-11-02
establishment close 9900001 --on 2026-11-20
export survey --pseudonymise
"""

PEOPLE = [
    f"{name}@example.org"
    for name in (
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
    )
]

FILES: dict[str, tuple[list[str], list[tuple[object, ...]]]] = {
    "ATTENDANCE": (
        ["code", "email", "status"],
        [(9524029, PEOPLE[3], "apologies"), (9559023, PEOPLE[5], "absent")],
    ),
    "FEEDBACK": (
        ["email", "Submitted", "The day was useful", "What comes next?"],
        [(who, f"2026-09-1{n} 09:00", n % 3 + 3, "We meet in school") for n, who in enumerate(PEOPLE[:8])],
    ),
    "LAUNCH": (
        ["email", "I can ask an inquiry question", "I can read data"],
        [(who, n % 3 + 1, n % 2 + 2) for n, who in enumerate(PEOPLE)],
    ),
    "END": (
        ["email", "I can ask an inquiry question", "I can read data"],
        [(who, n % 3 + 3, n % 2 + 3) for n, who in enumerate(PEOPLE)],
    ),
    "SCORES": (
        ["email", "Professional capital", "Agency"],
        [(who, 30 + n, 20 + n) for n, who in enumerate(PEOPLE)],
    ),
}
"""Headers and rows of each file that a command line takes in."""
