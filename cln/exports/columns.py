"""Columns that several exports share; each takes its value from one record of the export."""

from operator import attrgetter

from cln.files.columns import About, Column, Kind

COHORT = Column("cohort", "The cohort", attrgetter("cohort"), key=True)
CODE = Column(
    "code",
    "SEED code or CS number of the establishment",
    attrgetter("establishment.code"),
    about=About.CODE,
    key=True,
)
SECTOR = Column("sector", "ELC, Primary, Secondary or Special", attrgetter("establishment.sector"), key=True)
ENTRY = Column(
    "entry",
    "Number of the entry, where an establishment has several",
    attrgetter("entry.number"),
    Kind.WHOLE,
    key=True,
)
ESTABLISHMENT = Column(
    "establishment", "Name of the establishment", attrgetter("establishment.name"), about=About.PLACE
)
AUTHORITY = Column("authority", "Its council", attrgetter("authority"))
WHOSE = (COHORT, CODE, SECTOR, ENTRY, ESTABLISHMENT, AUTHORITY)
"""Of every record about an entry."""

NAME = Column("name", "Name of the participant", attrgetter("person.name"), about=About.PERSON, key=True)
EMAIL = Column("email", "Their e-mail address", attrgetter("person.email"), about=About.CONTACT)
ROLE = Column("role", "promoted (a promoted member of staff) or practitioner", attrgetter("person.role"))

TEAM_MEANS = "Number of the team in the accepted proposal, else in the newest"
SITS_MEANS = "Number of the team in which they sit today; empty for who has left or waits"
TEAM = Column("team", TEAM_MEANS, attrgetter("team"), Kind.WHOLE)
THEME = Column("theme", "The team's theme", attrgetter("theme"))
PROJECT = Column(
    "project", "Number of the project in its cohort", attrgetter("project.number"), Kind.WHOLE, key=True
)
TITLE = Column("title", "Title of the project", attrgetter("project.title"), about=About.WORDS)
EVENT = (
    Column("event", "Number of the event, 1 to 6", attrgetter("event.number"), Kind.WHOLE, key=True),
    Column("on", "Day of the event", attrgetter("event.on"), Kind.DAY),
)
