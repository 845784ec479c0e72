"""How many teams are needed by those who are kept apart, against trying everything."""

from itertools import combinations, product
from random import Random

import pytest

from cln.matching.impossible import colouring
from cln.matching.impossible.colouring import Graph, bits

Edges = list[tuple[int, int]]


def graph(many: int, edges: Edges) -> Graph:
    """So many vertices with these edges."""
    made = [0] * many
    for one, other in edges:
        made[one] |= 1 << other
        made[other] |= 1 << one
    return made


def drawn(seed: int) -> tuple[int, Edges]:
    """Up to seven vertices with any edges."""
    random = Random(seed)
    many = random.randint(1, 7)
    pairs = list(combinations(range(many), 2))
    return many, sorted(random.sample(pairs, random.randint(0, len(pairs))))


def fewest(some: list[int], edges: Edges) -> int:
    """The fewest colours of some vertices, by trying all."""
    for colours in range(len(some) + 1):
        for chosen in product(range(colours), repeat=len(some)):
            colour = dict(zip(some, chosen, strict=True))
            if all(colour[a] != colour[b] for a, b in edges if a in colour and b in colour):
                return colours
    raise AssertionError("a colour each is always enough")


@pytest.mark.parametrize("seed", range(40))
def test_the_fewest_colours_are_those_of_trying_everything(seed: int) -> None:
    many, edges = drawn(seed)
    assert colouring.fewest(graph(many, edges)) == fewest([*range(many)], edges)


@pytest.mark.parametrize("seed", range(40))
def test_of_those_who_need_too_many_none_can_be_left_out(seed: int) -> None:
    many, edges = drawn(seed)
    for colours in range(1, 5):
        found = colouring.too_many(graph(many, edges), colours)
        assert bool(found) == (fewest([*range(many)], edges) > colours)
        for some, needed in found:
            vertices = [*bits(some)]
            assert fewest(vertices, edges) == needed > colours
            for one in vertices:
                assert fewest([other for other in vertices if other != one], edges) < needed


def test_parts_that_have_nothing_to_do_with_each_other_are_told_one_by_one() -> None:
    triangle: Edges = [(0, 1), (1, 2), (0, 2)]
    far = [(a + 4, b + 4) for a, b in triangle]
    assert colouring.too_many(graph(7, triangle + far), 2) == [(0b111, 3), (0b1110000, 3)]


def test_what_would_take_too_long_to_know_is_not_told() -> None:
    random, pairs = Random(1), list(combinations(range(70), 2))
    dense = graph(70, random.sample(pairs, 1_900))
    assert colouring.too_many(dense, 17) == []
    with pytest.raises(colouring.Unsettled):
        colouring.fewest(dense)
