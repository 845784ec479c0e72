"""A message for each person from a template that the lead officer can edit. Nothing is sent."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path

from cln.errors import Refused
from cln.files import whole

TEMPLATES = ("template.txt", "template.html")
"""What the officer's own template may be called; HTML makes HTML letters."""

_OURS = Path(__file__).parent / "templates" / "invitation.txt"


def write(people: Sequence[Mapping[str, str]], folder: Path, *, force: bool) -> Path:
    """Write a letter for each person into a folder, from the template that lies there.

    Where there is none, ours is put there, to be edited. Returns the template.

    Args:
        people: what the template may say of each, by the words that stand in its {{ }}.
        folder: made if it does not exist.
        force: write over letters that exist.

    Raises:
        Refused: the template says something that cannot be filled in, or a letter exists already.
    """
    template = _template(folder)
    letters = {
        folder / f"{name}{template.suffix}": _filled(template, person)
        for name, person in zip(_names(people), people, strict=True)
    }
    if present := [path for path in letters if path.exists() and not force]:
        raise Refused(f"{present[0]} exists already; choose another folder or add --force")
    for path, letter in letters.items():
        whole.write(letter.encode(), path, force=force)
    return template


def _template(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"the folder {folder} cannot be made ({error.strerror}); choose another") from error
    for name in TEMPLATES:
        if (folder / name).is_file():
            return folder / name
    whole.write(_OURS.read_bytes(), folder / TEMPLATES[0], force=False)
    return folder / TEMPLATES[0]


def _filled(template: Path, person: Mapping[str, str]) -> str:
    from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(
        undefined=StrictUndefined, autoescape=template.suffix == ".html", keep_trailing_newline=True
    )
    try:
        return environment.from_string(template.read_text("utf-8-sig")).render(person)
    except TemplateSyntaxError as error:
        raise Refused(f"{template}, line {error.lineno}: {error.message}") from error
    except TemplateError as error:
        raise Refused(f"{template}: {error}; it may use: {', '.join(person)}") from error
    except UnicodeDecodeError as error:
        raise Refused(f"{template} is not UTF-8 text; save it as UTF-8") from error


def _names(people: Sequence[Mapping[str, str]]) -> list[str]:
    """Names of files that lie in the folder whatever a person is called; each once."""
    taken: set[str] = set()
    names = []
    for person in people:
        plain = unicodedata.normalize("NFKD", f"{person['team'] or '0'}-{person['name']}")
        bare = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
        name, number = bare, 1
        while name in taken:
            number += 1
            name = f"{bare}-{number}"
        taken.add(name)
        names.append(name)
    return names
