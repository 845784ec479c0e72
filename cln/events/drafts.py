"""A letter as a draft that a mail program opens, ready to be read and sent by whoever it is from."""

from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8


def draft(name: str, address: str, subject: str, letter: str, *, html: bool) -> bytes:
    """A message that has not been sent: To, Subject and the letter; from nobody, and of no day.

    Args:
        name: of whom it is to.
        address: their e-mail address; empty: the draft has no To.
        subject: what it is about.
        letter: what it says.
        html: whether that is HTML.
    """
    message = EmailMessage(policy=SMTP if address.isascii() else SMTPUTF8)
    message["Subject"] = _line(subject)
    if address:
        message["To"] = _to(_line(name), address)
    message["X-Unsent"] = "1"  # Outlook opens it to be sent, not as one that came
    message.set_content(letter, subtype="html" if html else "plain", charset="utf-8")
    return message.as_bytes()


def _line(text: str) -> str:
    return " ".join(text.split())


def _to(name: str, address: str) -> Address | str:
    """Name and address; the address alone where it is written as no rule of addresses has it."""
    try:
        return Address(name, addr_spec=address)
    except (HeaderParseError, ValueError):
        return address
