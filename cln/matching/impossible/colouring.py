"""How many teams are needed by those who may not share one: the fewest colours of a graph, exactly.

A graph is one number for each of its vertices: bit n is set where the vertex may not share a team with
vertex n. Vertices that may share a team with nobody need one each, and what is apart from all the rest is
coloured alone, so that little is left to search. The search colours first what has the fewest colours left
(Brélaz, *New methods to color the vertices of a graph*, 1979).
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import lru_cache

from cln.errors import Impossible
from cln.matching import effort

Graph = Sequence[int]
"""Vertex -> the others that it may not share a team with, as bits."""


class Unsettled(Impossible):
    """The colours were not found in `effort.QUARRELS` steps."""


def bits(some: int) -> Iterator[int]:
    """The vertices of a set."""
    while some:
        yield (some & -some).bit_length() - 1
        some &= some - 1


def too_many(graph: Graph, colours: int) -> list[tuple[int, int]]:
    """Sets of vertices that need more than so many colours, each with the number that it needs.

    Of parts that have nothing to do with each other each has a set of its own. It needs fewer colours
    without any one of its vertices. None is given where too many steps would be needed to be sure.
    """
    return [*_too_many(tuple(graph), colours)]


@lru_cache(maxsize=256)
def _too_many(graph: tuple[int, ...], colours: int) -> tuple[tuple[int, int], ...]:
    search, sets = _Search(graph), list[tuple[int, int]]()
    for part in _parts(graph, crowded(graph, colours)):
        with suppress(Unsettled):
            least = search.needed(part)
            if least > colours:
                sets.append((search.critical(part, least), least))
    return tuple(sets)


def fewest(graph: Graph) -> int:
    """The fewest colours of all vertices.

    Raises:
        Unsettled: it would take too many steps.
    """
    return _Search(graph).needed((1 << len(graph)) - 1)


def crowded(graph: Graph, colours: int) -> int:
    """The vertices that are left when all are taken away that others leave a colour in any case."""
    some = (1 << len(graph)) - 1
    while True:
        rest = sum(1 << one for one in bits(some) if (graph[one] & some).bit_count() >= colours)
        if rest == some:
            return some
        some = rest


def mixed(graph: Graph, some: int) -> int:
    """Those of the vertices that may share a team with any other of them."""
    return sum(1 << one for one in bits(some) if some & ~graph[one] != 1 << one)


def _parts(graph: Graph, some: int, *, apart: bool = False) -> Iterator[int]:
    """The vertices in parts with nothing between them; or in parts that are all `apart` from each other."""
    while some:
        part, new = 0, some & -some
        while new:
            part |= new
            reached = 0
            for one in bits(new):
                reached |= ~graph[one] if apart else graph[one]
            new = reached & some & ~part
        yield part
        some &= ~part


class _Search:
    """Colours parts of a graph, in so many steps at most."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.left = graph, effort.QUARRELS

    def needed(self, some: int) -> int:
        """The fewest colours of these vertices.

        Raises:
            Unsettled: it would take too many steps.
        """
        return sum(self._fewest(part) for part in _parts(self.graph, some, apart=True))

    def critical(self, some: int, needed: int) -> int:
        """Those of the vertices that need so many colours, and fewer without any of them."""
        for one in bits(some):
            rest = some & ~(1 << one)
            if self.needed(rest) == needed:
                some = rest
        return some

    def _fewest(self, part: int) -> int:
        colours = 1
        while not self._fits(part, [0] * colours):
            colours += 1
        return colours

    def _fits(self, left: int, taken: list[int]) -> bool:
        """Whether the vertices that are left find a colour; `taken` has those that each colour has by now."""
        if not left:
            return True
        self.left -= left.bit_count()
        if self.left < 0:
            raise Unsettled("the quarrels are too many to be looked through")
        free = {one: [n for n, has in enumerate(taken) if not has & self.graph[one]] for one in bits(left)}
        one = min(free, key=lambda one: (len(free[one]), -(self.graph[one] & left).bit_count()))
        fresh = False
        for n in free[one]:
            if not taken[n]:
                if fresh:
                    break  # all colours that nobody has are alike
                fresh = True
            taken[n] |= 1 << one
            if self._fits(left & ~(1 << one), taken):
                return True
            taken[n] &= ~(1 << one)
        return False
