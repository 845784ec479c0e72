"""What the sizes of entries can add up to: facts of arithmetic that spare the solver a search."""

from collections.abc import Iterable


class Sums:
    """The totals that can be made of some sizes, each used at most once."""

    def __init__(self, sizes: Iterable[int]) -> None:
        self._bits = 1  # bit n is set when n can be made
        for size in sizes:
            self._bits |= self._bits << size

    def plus(self, size: int) -> "Sums":
        """The totals when one more size may be used."""
        more = Sums(())
        more._bits = self._bits | self._bits << size
        return more

    def at_least(self, number: int) -> int | None:
        """The smallest total that is no less than `number`; None if there is none."""
        bits = self._bits >> max(number, 0)
        return None if bits == 0 else max(number, 0) + (bits & -bits).bit_length() - 1

    def at_most(self, number: int) -> int | None:
        """The largest total that is no more than `number`; None if there is none."""
        bits = self._bits & ((1 << (number + 1)) - 1) if number >= 0 else 0
        return None if bits == 0 else bits.bit_length() - 1
