"""How far two places are from each other."""

import math

EARTH_KM = 6371.0088
"""Mean radius of the Earth (IUGG)."""


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two places given as latitude and longitude in degrees (haversine)."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(math.radians, place)) for place in (one, other))
    north, east = math.sin((lat2 - lat1) / 2) ** 2, math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(north + math.cos(lat1) * math.cos(lat2) * east))
