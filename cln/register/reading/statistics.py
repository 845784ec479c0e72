"""The Scottish Government's workbook "School level summary statistics"."""

from cln.register.reading.layer import SCHOOLS
from cln.register.reading.layout import Layout

STATISTICS = Layout(
    "the Scottish Government's school level summary statistics",
    {
        "code": ("SeedCode",),
        "name": ("School Name",),
        "authority": ("Local Authority", "LA Name"),
        "sector": ("School Type",),
    },
    marks=("Pupil roll", "SIMD Quintile 1"),
    missing=frozenset({"", "z", "c"}),
    every=SCHOOLS,
    national=True,
    notes=(
        "the columns SIMD Quintile 1 to 5 count pupils and do not say in which quintile a school stands, so "
        "nothing was taken from them",
    ),
)
