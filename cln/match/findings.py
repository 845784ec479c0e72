"""What results about edits say of the objective and of rules, as their JSON has it."""

from typing import Annotated

from cln.matching.change.edits import Gained
from cln.matching.check import Breach
from cln.screen.data import columns

Gains = tuple[Annotated[Gained, columns("name", "before", "after")], ...]
"""What an edit does to the lines of the objective."""

Findings = tuple[Annotated[Breach, columns("rule as id", "must", "sentence as detail")], ...]
"""Findings against rules."""
