"""Every figure of a cohort on a day, derived from the tables by plain SQL and nothing of cln's."""

from collections import Counter
from contextlib import closing
from datetime import date, timedelta
from typing import Any

from sqlalchemy import create_engine, text

HAD = "c.name = :cohort AND COALESCE(e.starts_on, c.launch) <= :day"
AWAY = """(e.withdrawn_on <= :day OR EXISTS (SELECT 1 FROM absence x
    WHERE x.entry_id = e.id AND x.withdrawn_on <= :day AND :day < x.rejoined_on))"""
ENTRIES = """entry e JOIN cohort c ON c.id = e.cohort_id JOIN establishment s ON s.id = e.establishment_id
    JOIN authority a ON a.id = s.authority_id"""
THERE = f"SELECT e.id FROM entry e JOIN cohort c ON c.id = e.cohort_id WHERE {HAD} AND e.id NOT IN " + (
    f"(SELECT e.id FROM entry e WHERE {AWAY})"
)
PEOPLE = f"""participant p WHERE p.entry_id IN ({THERE})
    AND (p.joined_on IS NULL OR p.joined_on <= :day) AND (p.left_on IS NULL OR p.left_on > :day)"""
MATCHED = """(EXISTS (SELECT 1 FROM event v WHERE v.cohort_id = c.id AND v.number = 2
    AND v.status <> 'cancelled' AND v."on" <= :day)
    OR EXISTS (SELECT 1 FROM project j WHERE j.cohort_id = c.id AND j.opened_on <= :day))"""
ACCEPTED = f"""proposal p JOIN cohort c ON c.id = p.cohort_id AND c.name = :cohort AND {MATCHED}
    AND p.accepted_at IS NOT NULL AND p.replaced_at IS NULL JOIN team t ON t.proposal_id = p.id"""
SEATED = f"{ACCEPTED} JOIN seat q ON q.team_id = t.id AND q.entry_id IN ({THERE})"
RUNNING = """project j JOIN cohort c ON c.id = j.cohort_id AND c.name = :cohort AND j.opened_on <= :day
    AND (j.ended_on IS NULL OR j.ended_on > :day)"""
DONE = {
    "hunch": """(j.hunch <> '' OR EXISTS (SELECT 1 FROM question q
        WHERE q.project_id = j.id AND q."on" <= :day))""",
    "question": """(SELECT q.agreed_on FROM question q WHERE q.project_id = j.id AND q."on" <= :day
        ORDER BY q.version DESC LIMIT 1) <= :day""",
    "plan": """2 = (SELECT COUNT(DISTINCT m.kind) FROM measure m
        WHERE m.project_id = j.id AND m.planned_on <= :day)
        AND EXISTS (SELECT 1 FROM measure m WHERE m.project_id = j.id AND m.baseline_on <= :day)""",
    "observation": 'EXISTS (SELECT 1 FROM observation o WHERE o.project_id = j.id AND o."on" <= :day)',
    "impact": """2 = (SELECT COUNT(DISTINCT i.level = 'lesson') FROM impact i WHERE i.project_id = j.id
        AND i."on" <= :day)""",
    "shared": 'EXISTS (SELECT 1 FROM sharing h WHERE h.project_id = j.id AND h."on" <= :day)',
}
STAGES = tuple(DONE)
CAME = """attendance n JOIN event v ON v.id = n.event_id AND v.status = 'held' AND v."on" <= :day
    JOIN participant p ON p.id = n.participant_id JOIN entry e ON e.id = p.entry_id
    JOIN cohort c ON c.id = e.cohort_id AND c.name = :cohort JOIN establishment s ON s.id = e.establishment_id
    JOIN authority a ON a.id = s.authority_id"""
QUINTILE = "COALESCE(CAST(s.simd_quintile AS VARCHAR), 'unknown')"
GROUPS = {"all": "'all'", "authority": "a.name", "sector": "s.sector", "quintile": QUINTILE}


class Derived:
    """A cohort on a day."""

    def __init__(self, database: str, cohort: str, day: date) -> None:
        self.database = database
        self.given = {"cohort": cohort, "day": day, "next": day + timedelta(days=1)}

    def rows(self, query: str) -> list[Any]:
        """What a query gives."""
        engine = create_engine(self.database)
        with closing(engine.connect()) as connection:
            rows = connection.execute(text(query), self.given).all()
        engine.dispose()
        return list(rows)

    def number(self, query: str) -> int:
        """The one number that a query gives."""
        ((number,),) = self.rows(query)
        return int(number)

    def counts(self, query: str) -> dict[Any, int]:
        """Key -> number, of a query that gives both."""
        return {key: int(number) for key, number in self.rows(query)}

    @property
    def entries(self) -> dict[str, int]:
        """What `cohort list` and `status` say of who takes part."""
        there = f"{ENTRIES} WHERE e.id IN ({THERE})"
        return {
            "entries": self.number(f"SELECT COUNT(*) FROM {there}"),
            "establishments": self.number(f"SELECT COUNT(DISTINCT s.id) FROM {there}"),
            "authorities": self.number(f"SELECT COUNT(DISTINCT a.id) FROM {there}"),
            "sectors": self.number(f"SELECT COUNT(DISTINCT s.sector) FROM {there}"),
            "participants": self.number(f"SELECT COUNT(*) FROM {PEOPLE}"),
        }

    @property
    def people_left(self) -> int:
        """People who left entries that take part."""
        return self.number(
            f"""SELECT COUNT(*) FROM participant p WHERE p.entry_id IN ({THERE})
                AND (p.joined_on IS NULL OR p.joined_on <= :day) AND (p.left_on <= :day
                OR EXISTS (SELECT 1 FROM absence x WHERE x.participant_id = p.id
                    AND x.withdrawn_on <= :day AND :day < x.rejoined_on))"""
        )

    @property
    def withdrawn(self) -> dict[str, int]:
        """Reason -> entries."""
        return self.counts(
            f"""SELECT reason, COUNT(*) FROM (
                SELECT e.withdrawn_reason AS reason FROM {ENTRIES} WHERE {HAD} AND e.withdrawn_on <= :day
                UNION ALL SELECT x.reason FROM {ENTRIES} JOIN absence x ON x.entry_id = e.id
                WHERE {HAD} AND x.withdrawn_on <= :day AND :day < x.rejoined_on) AS gone GROUP BY reason"""
        )

    @property
    def levels(self) -> dict[int | None, int]:
        """Level of the team's theme -> entries in teams."""
        return self.counts(f"SELECT q.level, COUNT(*) FROM {SEATED} GROUP BY q.level")

    @property
    def teams(self) -> int:
        """How many there are."""
        return self.number(f"SELECT COUNT(*) FROM {ACCEPTED}")

    @property
    def waiting(self) -> int:
        """Entries that take part and sit in no team, once there are teams."""
        seated = self.number(f"SELECT COUNT(*) FROM {SEATED}")
        return self.entries["entries"] - seated if self.teams else 0

    @property
    def seated_people(self) -> int:
        """People who sit in teams."""
        return self.number(
            f"SELECT COUNT(*) FROM {PEOPLE} AND p.entry_id IN (SELECT q.entry_id FROM {SEATED})"
        )

    @property
    def connections(self) -> tuple[int, int]:
        """Pairs of establishments in a team, and those of two councils."""
        seated = f"""SELECT t.id AS team, e.establishment_id AS place
            FROM {SEATED} JOIN entry e ON e.id = q.entry_id"""
        pairs = self.rows(
            f"""SELECT DISTINCT y.place, z.place, g.authority_id = h.authority_id FROM ({seated}) y
                JOIN ({seated}) z ON y.team = z.team AND y.place < z.place
                JOIN establishment g ON g.id = y.place JOIN establishment h ON h.id = z.place"""
        )
        return len(pairs), sum(not alike for *_places, alike in pairs)

    @property
    def done(self) -> dict[int, set[str]]:
        """Number of each project that runs -> the stages that it has done."""
        done = {number: set[str]() for (number,) in self.rows(f"SELECT j.number FROM {RUNNING}")}
        for stage, condition in DONE.items():
            for (number,) in self.rows(f"SELECT j.number FROM {RUNNING} WHERE {condition}"):
                done[number].add(stage)
        return done

    @property
    def stages(self) -> dict[str, int]:
        """Stage -> projects that have reached it or gone beyond."""
        reached = [max(map(STAGES.index, stages), default=-1) for stages in self.done.values()]
        return {stage: sum(one >= place for one in reached) for place, stage in enumerate(STAGES)}

    @property
    def came(self) -> dict[tuple[int, str], int]:
        """(event, status) -> people."""
        rows = self.rows(f"SELECT v.number, n.status, COUNT(*) FROM {CAME} GROUP BY v.number, n.status")
        return {(number, status): people for number, status, people in rows}

    def shares(self) -> dict[tuple[str, str, str], tuple[int, int]]:
        """(figure, by, group) -> how many of how many."""
        found = dict[tuple[str, str, str], tuple[int, int]]()
        for by, group in GROUPS.items():
            for figure, query in self._shares(group).items():
                for name, count, of in self.rows(query):
                    if of or by != "all":
                        found[figure, by, name] = int(count or 0), int(of)
        return found

    def _shares(self, group: str) -> dict[str, str]:
        answered = "SELECT w.entry_id FROM answer w WHERE w.submitted < :next"
        of = f"FROM {ENTRIES} WHERE e.id IN ({THERE}) GROUP BY 1"
        place = "JOIN entry e ON e.id = q.entry_id JOIN establishment s ON s.id = e.establishment_id"
        earlier = """SELECT e.establishment_id FROM entry e JOIN cohort c ON c.id = e.cohort_id
            JOIN cohort own ON own.name = :cohort AND c.launch <= own.launch
            WHERE COALESCE(e.starts_on, c.launch) <= :day"""
        return {
            "answered the survey": f"SELECT {group}, SUM(CASE WHEN e.id IN ({answered}) THEN 1 ELSE 0 END), "
            f"COUNT(*) {of}",
            "got a theme rated 5": f"SELECT {group}, SUM(CASE WHEN q.level = 5 THEN 1 ELSE 0 END), COUNT(*) "
            f"FROM {SEATED} {place} JOIN authority a ON a.id = s.authority_id WHERE q.level IS NOT NULL "
            f"GROUP BY 1",
            "attendance": f"SELECT {group}, SUM(CASE WHEN n.status = 'present' THEN 1 ELSE 0 END), COUNT(*) "
            f"FROM {CAME} GROUP BY 1",
            "withdrew": f"SELECT {group}, SUM(CASE WHEN {AWAY} THEN 1 ELSE 0 END), COUNT(*) FROM {ENTRIES} "
            f"WHERE {HAD} GROUP BY 1",
            "reach": f"SELECT {group}, SUM(CASE WHEN s.id IN ({earlier}) THEN 1 ELSE 0 END), COUNT(*) "
            f"FROM establishment s JOIN authority a ON a.id = s.authority_id "
            f"WHERE s.closed_on IS NULL OR s.closed_on > :day GROUP BY 1",
        }

    @property
    def confidence(self) -> tuple[int, float, float]:
        """People who answered both times, and their means at the launch and at the end."""
        asked = """SELECT f.participant_id AS person, f.occasion, AVG(1.0 * f.level) AS level
            FROM confidence f
            JOIN participant p ON p.id = f.participant_id JOIN entry e ON e.id = p.entry_id
            JOIN cohort c ON c.id = e.cohort_id AND c.name = :cohort
            JOIN establishment s ON s.id = e.establishment_id
            JOIN event v ON v.cohort_id = c.id AND v.status = 'held' AND v."on" <= :day
                AND v.number = CASE WHEN f.occasion = 'launch' THEN 1 ELSE 6 END
                AND v.sector = CASE WHEN EXISTS (SELECT 1 FROM event own WHERE own.cohort_id = c.id
                    AND own.number = v.number AND own.sector = s.sector) THEN s.sector ELSE '' END
            GROUP BY f.participant_id, f.occasion"""
        ((pairs, before, after),) = self.rows(
            f"""SELECT COUNT(*), AVG(y.level), AVG(z.level) FROM ({asked}) y JOIN ({asked}) z
                ON y.person = z.person AND y.occasion = 'launch' AND z.occasion = 'end'"""
        )
        return int(pairs), float(before or 0), float(after or 0)

    def logged(self, first: date) -> dict[int, int]:
        """Number of a project -> its log entries from a day on that stand."""
        self.given["first"] = first
        return Counter(
            self.counts(
                f"""SELECT j.number, COUNT(*) FROM {RUNNING.split("AND (j.ended")[0]} JOIN log_entry l
                ON l.project_id = j.id AND l.replaced_by_id IS NULL AND l."on" >= :first AND l."on" <= :day
                GROUP BY j.number"""
            )
        )
