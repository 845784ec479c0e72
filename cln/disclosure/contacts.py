"""Ways to reach people, and the codes of establishments, in free text."""

import re

_EMAIL = re.compile(r"[^\s@<>()\[\],;:]+@[^\s@<>()\[\],;:]+\.[^\s@<>()\[\],;:.]+")
_WEB = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:sch|gov|ac|org|co)\.uk\b\S*|(?<!\w)@\w+")
"""Addresses on the web, and names on social media."""
_POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9][ABD-HJLNP-UW-Z]{2}\b", re.IGNORECASE)
"""Source: BS 7666, the form of a postcode of the United Kingdom."""
_CODE = re.compile(r"\b(?:[0-9]{7}[A-Z]?|CS\s?[0-9]{6,})\b", re.IGNORECASE)
"""SEED codes, with the letter of a department too, and CS numbers."""


def hide(text: str) -> tuple[str, int]:
    """The text with `[address]`, `[number]`, `[postcode]` and `[code]` in their places, and how many."""
    text, emails = _EMAIL.subn("[address]", text)
    text, pages = _WEB.subn("[address]", text)
    text, codes = _CODE.subn("[code]", text)
    text, postcodes = _POSTCODE.subn("[postcode]", text)
    text, numbers = _without_telephones(text)
    return text, emails + pages + codes + postcodes + numbers


def _without_telephones(text: str) -> tuple[str, int]:
    """The text without telephone numbers as people write them in the United Kingdom, or with +."""
    if sum(letter.isdigit() for letter in text) < 8:
        return text, 0
    from phonenumbers import Leniency, PhoneNumberMatcher

    possible = list(PhoneNumberMatcher(text, "GB", leniency=Leniency.POSSIBLE))
    numbers = [one for one in possible if one.raw_string.lstrip("(").startswith(("0", "+"))]
    for one in reversed(numbers):
        text = f"{text[: one.start]}[number]{text[one.end :]}"
    return text, len(numbers)
