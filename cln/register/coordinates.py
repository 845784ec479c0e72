"""Where an establishment stands: degrees that lie in Scotland, or are not known."""

from typing import NamedTuple

SOUTH, NORTH = 54.6, 60.9
"""Degrees north between which Scotland lies: from the Mull of Galloway to Out Stack."""
WEST, EAST = -8.7, -0.7
"""Degrees east between which it lies: from Soay of St Kilda to Out Skerries."""


class Coordinates(NamedTuple):
    """Degrees north and east; None of both where it is not known where an establishment stands."""

    latitude: float | None = None
    longitude: float | None = None


def coordinates(latitude: float | None, longitude: float | None) -> Coordinates:
    """The coordinates that are meant; 0 and 0, which many files write, are none.

    ValueError with a sentence where one of them is missing, or they do not lie in Scotland.
    """
    if (latitude is None) != (longitude is None):
        raise ValueError("latitude and longitude come together; write both or neither")
    place = known(latitude, longitude)
    if place is None:
        return Coordinates()
    if not _in_scotland(*place):
        raise ValueError(_what_is_wrong(*place))
    return Coordinates(*place)


def known(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """Degrees north and east; None where one of them is missing, or both are 0."""
    if latitude is None or longitude is None or latitude == longitude == 0:
        return None
    return latitude, longitude


def _in_scotland(latitude: float, longitude: float) -> bool:
    return SOUTH <= latitude <= NORTH and WEST <= longitude <= EAST


def _what_is_wrong(latitude: float, longitude: float) -> str:
    place = f"latitude {latitude:g}, longitude {longitude:g}"
    if _in_scotland(longitude, -abs(latitude)):
        return f"{place} have changed places; write latitude {longitude:g}, longitude {-abs(latitude):g}"
    if _in_scotland(latitude, -longitude):
        return f"{place} lacks the minus of all that lies west of Greenwich; write longitude {-longitude:g}"
    return (
        f"{place} does not lie in Scotland, where latitudes are {SOUTH:g} to {NORTH:g} and longitudes "
        f"{WEST:g} to {EAST:g}"
    )
