"""What is tried by those who may not, and by strangers' files: the second table of `faults`."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.house.strangers import hostile_inputs

ATTEMPTS: Mapping[str, Callable[[Path], Iterator[bool]]] = {"hostile text, typed or stored": hostile_inputs}
"""What is tried -> tries it in an empty folder of its own; tells of each time whether it was let through."""
