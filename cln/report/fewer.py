"""What stands on a page where a figure is left out, and where too few are left for a picture."""

from collections.abc import Iterable

from cln.pages.drawing import Picture

TOO_FEW = "too few to tell"
"""In place of a figure that would tell of a few."""
LEAST_GROUPS = 3
"""A picture of fewer groups than that says nothing that a sentence does not."""


def words_and_pictures(made: Iterable[tuple[Picture, int]]) -> tuple[list[str], list[Picture]]:
    """The pictures of enough groups, and the descriptions of the others.

    Args:
        made: pictures, each with the number of groups that it shows.
    """
    listed = list(made)
    words = [f"{picture.title}: {picture.description}" for picture, groups in listed if groups < LEAST_GROUPS]
    return words, [picture for picture, groups in listed if groups >= LEAST_GROUPS]
