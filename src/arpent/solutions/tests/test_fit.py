"""What fits, and what is best: worked examples."""

from decimal import Decimal

from arpent.solutions.rules.fit import ComparedSolution, Demand, Fit, find_best


def test_a_fit_counts_requirements_and_wishes_apart():
    demands = (Demand("40 m³/h", must=True), Demand("IP55", must=True), Demand("68 dBA", must=False))
    fit = Fit(demands, ("met", "missed", "open"))
    assert (fit.musts, fit.wishes, fit.score) == ((1, 2), (0, 1), (1, 0))


def test_each_solution_shows_what_it_is_best_at():
    cheap = ComparedSolution(Decimal(100), Decimal("20.0"), 30, (2, 0))
    dear = ComparedSolution(Decimal(300), Decimal("40.0"), 10, (2, 1))
    slow = ComparedSolution(Decimal(100), Decimal("10.0"), 40, None)
    assert find_best([cheap, dear, slow]) == [("price",), ("margin", "delay", "fit"), ("price",)]


def test_nothing_is_best_where_all_are_equal_or_unknown():
    same = ComparedSolution(Decimal(100), None, 30, None)
    assert find_best([same, same]) == [(), ()]
    assert find_best([same]) == [()]
    assert find_best([]) == []
