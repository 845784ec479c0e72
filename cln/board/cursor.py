"""Which card of the board is chosen: by keys, by mouse, by name."""

from cln.board.moves import Moves
from cln.matching.change.edits import Place
from cln.matching.problem import Entry, Key
from cln.meant import Known, fitting


class Cursor:
    """A column of the board and a card in it."""

    def __init__(self, moves: Moves) -> None:
        self.moves = moves
        self.places: tuple[Place, ...] = (*moves.numbers, None)
        self.place: Place = self.places[0]
        self.row = 0

    @property
    def entry(self) -> Entry | None:
        """The entry that is chosen; None in a column without any."""
        there = self.moves.entries_in(self.place)
        return there[min(self.row, len(there) - 1)] if there else None

    def across(self, by: int) -> None:
        """Go so many columns to the right."""
        at = self.places.index(self.place) + by
        self.place = self.places[max(0, min(at, len(self.places) - 1))]

    def down(self, by: int) -> None:
        """Go so many cards down."""
        last = len(self.moves.entries_in(self.place)) - 1
        self.row = max(0, min(min(self.row, last) + by, last))

    def to(self, key: Key) -> None:
        """Go to an entry, wherever it is."""
        self.place = self.moves.place_of(key)
        keys = [entry.key for entry in self.moves.entries_in(self.place)]
        self.row = keys.index(key)

    def search(self, words: str) -> tuple[Entry, ...]:
        """The entries that may be meant by words of a name or a council, or by a code; by column and row."""
        known = [
            Known(entry, entry.name, str(entry), (f"{entry.name} {entry.authority}", entry.code))
            for place in self.places
            for entry in self.moves.entries_in(place)
        ]
        return tuple(one.value for one in fitting(words, known))
