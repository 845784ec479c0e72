"""The library of inquiries: what other projects asked, how they measured it, what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cln.errors import Usage
from cln.pages.page import Card, Page, Section, render
from cln.projects.queries.library import Hit, Volume, search_library, volumes_of_library

NAMES = {
    "theme": "Theme",
    "question": "Question and hunch",
    "methods": "Measures and observations",
    "impact": "Impact and lessons learned",
    "sharing": "Shared with",
}


@dataclass(frozen=True)
class Found:
    """The projects that fit some words, the most fitting first, and how many all cohorts have."""

    words: str
    hits: tuple[Hit, ...]
    projects: int


def find(session: Session, words: Sequence[str]) -> Found:
    """Search every cohort's projects.

    Raises:
        Usage: there is no word to look for.
    """
    said = " ".join(words)
    if not any(letter.isalnum() for letter in said):
        raise Usage("say what to look for, e.g. cln project find writing stamina")
    shelf = volumes_of_library(session)
    return Found(said, tuple(search_library(session, shelf, words)), len(shelf))


def page(found: Found) -> str:
    """What was found as a page to print or pass on."""
    return render(
        Page(
            title=f"Inquiries about: {found.words}",
            subtitle=f"{len(found.hits)} of {found.projects} projects of all cohorts",
            made=datetime.now().astimezone(),
            sections=[Section("found", "What was found", cards=[_card(hit.volume) for hit in found.hits])],
        )
    )


def _card(volume: Volume) -> Card:
    lines = [(name, volume.texts[part]) for part, name in NAMES.items() if volume.texts[part]]
    return Card(f"{volume.project.title} ({volume.cohort}, project {volume.project.number})", lines)
