"""The layouts of files of establishments, and which one a file has."""

from cln.files.headers import known
from cln.files.sheets import Sheet
from cln.register.reading.care import CARE
from cln.register.reading.contacts import CONTACTS
from cln.register.reading.layer import LAYER
from cln.register.reading.layout import Layout
from cln.register.reading.plain import PLAIN
from cln.register.reading.statistics import STATISTICS

LAYOUTS = (LAYER, CONTACTS, STATISTICS, CARE, PLAIN)
"""The plain one last: any of the others may have its columns, too."""

KNOWN = known(*(layout.columns for layout in LAYOUTS))
"""The names by which their headers are found."""


def layout_of(sheet: Sheet) -> Layout:
    """The layout that a sheet has; the plain one, whose columns messages ask for, if it has none."""
    return next((layout for layout in LAYOUTS if layout.fits(sheet)), PLAIN)


def fits_register(sheet: Sheet) -> bool:
    """Whether it is a file of establishments."""
    return layout_of(sheet).fits(sheet)
