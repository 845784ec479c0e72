"""What somebody wrote stands on the screen as they wrote it; only our own days are written as people do."""

import re
import shlex

from cln.screen import addressed
from cln.screen.fit import as_written, glued, with_days, wrapped
from tests.conftest import Cli

DAY = "2026-01-05"
WORDS = f"as on {DAY}, see cln match"
SAID = f"""
match pin 9443017 --theme Literacy --reason "{WORDS}"
team move CS2099424006 waiting --force --reason "{WORDS}"
match accept 2
cohort withdraw 9425014 --reason staffing --note "{WORDS}" --on 2026-10-20
event postpone 3 --to 2026-11-13 --reason "{WORDS}"
project open 1 --title "{WORDS}" --hunch "{WORDS}" --on 2026-10-09
project question 1 "{WORDS}" --on 2026-10-20
project agree 1 --by "Marek Sinclair" --on 2026-11-02
project measure 1 "{WORDS}" --kind qualitative --method "{WORDS}" --baseline "{WORDS}" --on 2026-11-05
project observe 1 --focus "{WORDS}" --learned "{WORDS}" --on 2026-11-17
project impact 1 learners "{WORDS}" --on 2026-11-20
project lesson 1 "{WORDS}" --on 2026-11-20
project share 1 --with "{WORDS}" --output "{WORDS}" --on 2026-11-24
log 1 "{WORDS}" --date 2026-10-29 --support "{WORDS}"
log 1 "{WORDS}, and more" --date 2026-10-29 --corrects 1
project rag 1 amber --comment "{WORDS}"
project amend 1 --hunch "{WORDS}, too"
match fixed
match show 2
match explain 9443017
match explain CS2099424006
cohort show
cohort people
event show 3
project list
project list --attention
project show 1
project log 1
project find "as on"
status
attention
find as on
history
history 10
project end 1 --reason "{WORDS}" --on 2026-11-25
project list
project show 1
"""


def test_free_text_keeps_its_days_and_is_given_no_options(matched: Cli) -> None:
    wrong, found = [], 0
    for line in SAID.strip().splitlines():
        for manner in ([], ["--plain"]):
            if manner and not line.startswith(("match fixed", "match s", "match e", "cohort s", "project s")):
                continue
            ran = matched.run("--cohort", "Cohort 1", *shlex.split(line), *manner)
            said = " ".join((ran.out + ran.err).split())
            found += said.count(WORDS)
            if ran.code or re.search("5 Jan 2026|see cln --cohort", said):
                wrong.append(f"{line}\n{ran.out}{ran.err}")
    assert not wrong, "\n".join(wrong)
    assert found > len(SAID.splitlines())


def test_our_own_day_stands_beside_theirs() -> None:
    text = f"Log 1 (2026-11-05): {as_written(WORDS)}"
    assert with_days(text) == f"Log 1 (5 Nov 2026): {WORDS}"
    assert wrapped(glued(text), 40) == ["Log 1 (5 Nov 2026): as on 2026-01-05,", "see cln match"]
    before = addressed.CHOSEN.set(addressed.Address("my.db"))
    assert with_days(addressed.text(text)) == f"Log 1 (5 Nov 2026): {WORDS}"
    addressed.CHOSEN.reset(before)
