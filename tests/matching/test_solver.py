"""The solver's own behaviour: silence, limits, contradiction and Ctrl-C."""

import os
import random
import signal
import threading

import pytest

from cln.matching.solve.solver import Model, Optimum, Unfinished
from cln.matching.watch import Watch


def test_bounds_and_values_of_a_knapsack() -> None:
    model = Model(Watch())
    items = [(model.integer(0, 1), worth, weight) for worth, weight in ((6, 3), (5, 2), (4, 2))]
    model.require(model.total((item, weight) for item, _, weight in items) <= 6)
    worth = model.total((item, worth) for item, worth, _ in items)
    assert model.ceilings([worth]) == [13]
    assert model.best("worth", worth, more_is_better=True) == Optimum(11, 11)
    assert [model.value(item) for item, _, _ in items] == [1, 1, 0]


def test_a_contradiction_has_no_best() -> None:
    model = Model(Watch())
    one = model.integer(0, 1)
    model.require(one >= 1)
    model.require(one <= 0)
    assert model.best("one", one, more_is_better=True) is None
    assert model.ceilings([one]) is None


def test_a_condition_that_is_plainly_false_is_one_too() -> None:
    model = Model(Watch())
    one = model.integer(0, 1)
    model.require(False)
    assert model.best("one", one, more_is_better=True) is None


def market_split(products: int) -> Model:
    """A small model of a kind that no solver finishes (Cornuéjols and Dawande, 1998)."""
    rng, model = random.Random(1), Model(Watch())
    shops = [model.integer(0, 1) for _ in range(10 * (products - 1))]
    for _ in range(products):
        sales = [rng.randint(0, 99) for _ in shops]
        sold = model.total(zip(shops, sales, strict=True))
        model.require(sold == sum(sales) // 2)
    return model


def test_a_search_that_reaches_its_limit_says_so() -> None:
    model = market_split(5)
    with pytest.raises(Unfinished, match="the search for 'split' ended without an answer"):
        model.best("split", model.integer(0, 1), more_is_better=True, nodes=1)


def test_ctrl_c_is_heard_while_the_solver_works() -> None:
    model = market_split(7)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    timer = threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGINT))
    try:
        timer.start()
        with pytest.raises(KeyboardInterrupt):
            model.best("split", model.integer(0, 1), more_is_better=True, nodes=10_000_000)
        timer.join()
    finally:
        signal.signal(signal.SIGINT, before)


def test_the_solver_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    model = Model(Watch())
    model.best("one", model.integer(0, 1), more_is_better=True)
    assert capfd.readouterr() == ("", "")
