"""The demo's past: two invented cohorts that have ended, played through the services of the commands.

They end with the figures that were published of the programme's first two cohorts: 54 establishments with 115
people from eight authorities, 17 projects, and the last events of the second cohort cancelled.
"""

from datetime import date

from sqlmodel import Session

from cln import settings
from cln.cohort import cohorts
from cln.match import accept
from cln.matching.watch import Watch
from cln.register import establishments
from cln.upkeep import playing
from cln.upkeep.past import work, year
from cln.upkeep.playing import Step, rows

COHORTS = (
    ("First cohort", "first", date(2018, 9, 13), date(2019, 6, 20)),
    ("Second cohort", "second", date(2019, 9, 12), date(2020, 6, 24)),
)
"""Name, folder, launch and close of each."""

MATCHED = 2
"""The event at which the teams are settled."""


def play(session: Session, step: Step, watch: Watch) -> None:
    """Play both cohorts from their launch to their close."""
    files = settings.shipped("fixtures") / "programme"
    with step("establishment import") as change:
        establishments.import_file(change, files / "establishments.csv")
    for name, folder, launch, close in COHORTS:
        cohort = playing.begin(session, step, name, launch, files / folder, theme_teams="1-1")
        story = year.Year(session, step, cohort, files / folder)
        story.schedule([row for row in rows(files / "schedule.csv") if row["cohort"] == folder])
        story.until(MATCHED)
        proposed = playing.match(session, step, cohort, watch)
        with step("match accept") as change:
            accept.accept(change, cohort, proposed.number)
        story.go_on()
        work.do(session, step, cohort, files, folder)
        with step("cohort close"):
            cohorts.close(cohort, close)
