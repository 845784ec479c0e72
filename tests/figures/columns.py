"""The columns of `export summary` about the year of a cohort, derived from the tables by plain SQL."""

from typing import Any

from tests.figures.derived import PEOPLE, Derived

OF = "FROM event v JOIN cohort c ON c.id = v.cohort_id AND c.name = :cohort"
BECAME = f"""SELECT v.number AS number,
    MAX(CASE WHEN v.status = 'held' AND v."on" <= :day THEN 1 ELSE 0 END) AS held,
    MIN(CASE WHEN v.status = 'cancelled' THEN 1 ELSE 0 END) AS cancelled {OF} GROUP BY v.number"""
RETURNED = """SELECT COUNT(DISTINCT e.establishment_id) FROM entry e
    JOIN cohort c ON c.id = e.cohort_id AND c.name = :cohort
    WHERE EXISTS (SELECT 1 FROM entry b JOIN cohort d ON d.id = b.cohort_id
    WHERE b.establishment_id = e.establishment_id AND d.launch < c.launch)"""
RATED = f"""SELECT v.number, COUNT(r.rating), SUM(r.rating) {OF}
    JOIN feedback f ON f.event_id = v.id JOIN feedback_answer r ON r.feedback_id = f.id
    WHERE v.status = 'held' AND v."on" <= :day AND r.rating IS NOT NULL GROUP BY v.number"""


def year_columns(truth: Derived) -> dict[str, Any]:
    """State, closing day, events, attendance by event, roles, who came back, how the events were rated."""
    ((closed,),) = truth.rows("SELECT closed_on FROM cohort WHERE name = :cohort AND launch <= :day")
    rated = {number: (int(count), int(total)) for number, count, total in truth.rows(RATED)}
    roles = truth.counts(f"SELECT p.role, COUNT(*) FROM {PEOPLE} GROUP BY p.role")
    return {
        "state": "closed" if closed else "open",
        "closed_on": str(closed)[:10] if closed else None,
        "events_held": truth.number(f"SELECT COUNT(*) FROM ({BECAME}) x WHERE x.held = 1"),
        "events_cancelled": truth.number(f"SELECT COUNT(*) FROM ({BECAME}) x WHERE x.cancelled = 1"),
        **{f"attendance_{number}": _attended(truth.came, number) for number in range(1, 7)},
        "promoted": roles.get("promoted", 0),
        "practitioners": roles.get("practitioner", 0),
        "returning_establishments": truth.number(RETURNED),
        "feedback": _mean(list(rated.values())),
        **{f"feedback_{number}": _mean([rated.get(number, (0, 0))]) for number in range(1, 7)},
    }


def _attended(came: dict[tuple[int, str], int], number: int) -> float | None:
    people = sum(count for (event, _status), count in came.items() if event == number)
    return round(came.get((number, "present"), 0) / people, 4) if people else None


def _mean(rated: list[tuple[int, int]]) -> float | None:
    count = sum(one for one, _total in rated)
    return round(sum(total for _one, total in rated) / count, 2) if count else None
