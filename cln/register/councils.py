"""The councils of Scotland: files of the whole country name them all, a database those of its region."""

from cln.words import fold

COUNCILS = (
    "Aberdeen City",
    "Aberdeenshire",
    "Angus",
    "Argyll and Bute",
    "City of Edinburgh",
    "Edinburgh City",
    "Clackmannanshire",
    "Dumfries and Galloway",
    "Dundee City",
    "East Ayrshire",
    "East Dunbartonshire",
    "East Lothian",
    "East Renfrewshire",
    "Falkirk",
    "Fife",
    "Glasgow City",
    "Highland",
    "Inverclyde",
    "Midlothian",
    "Moray",
    "Na h-Eileanan Siar",
    "Comhairle nan Eilean Siar",
    "Eilean Siar",
    "Western Isles",
    "North Ayrshire",
    "North Lanarkshire",
    "Orkney Islands",
    "Perth and Kinross",
    "Renfrewshire",
    "Scottish Borders",
    "Shetland Islands",
    "South Ayrshire",
    "South Lanarkshire",
    "Stirling",
    "West Dunbartonshire",
    "West Lothian",
)
GRANT_AIDED = "Grant aided"
"""Stands in place of a council for schools that none runs."""

_KNOWN = frozenset(ending for name in map(fold, COUNCILS) for ending in (name, name.removesuffix("city")))


def is_council(name: str) -> bool:
    """Whether it is the name of a council of Scotland."""
    folded = fold(name).removeprefix("the").removesuffix("council")
    return folded in _KNOWN or folded.removesuffix("city") in _KNOWN
