"""The roles on a server."""

from enum import StrEnum


class Role(StrEnum):
    """What a login may do."""

    LEAD = "lead"
    FACILITATOR = "facilitator"
    VIEWER = "viewer"
