"""The Scottish Government's layer of schools, as ArcGIS exports it."""

from cln.programme import Sector
from cln.register.reading.layout import Layout

SCHOOLS = frozenset({Sector.PRIMARY, Sector.SECONDARY, Sector.SPECIAL})

LAYER = Layout(
    "the Scottish Government's layer of schools",
    {
        "code": ("SeedCode",),
        "name": ("SchoolName",),
        "authority": ("LAName",),
        "sector": ("SchoolType",),
        "postcode": (),
        "latitude": (),
        "longitude": (),
        "data_zone": (),
    },
    marks=("SchUID", "LAName"),
    missing=frozenset({"", "0"}),
    every=SCHOOLS,
    national=True,
)
