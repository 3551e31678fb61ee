"""What a visit is worth, and how costs are counted."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from arpent.agenda.rules.visit_value import URGENCY_FACTOR, Shares, cost_of_driving, value_visit, worth_in_seconds

SHARES = Shares(Decimal("0.02"), Decimal("0.006"), Decimal(25), Decimal(600))
amounts = st.none() | st.decimals(0, 10_000_000, places=2)


@given(
    st.sampled_from(["customer", "prospect", "suspect"]),
    amounts,
    st.sampled_from(sorted(URGENCY_FACTOR)),
    st.booleans(),
)
def test_a_visit_is_worth_something_and_no_account_crushes_the_week(relationship, potential, urgency, target):
    value = value_visit(
        relationship=relationship, potential=potential, urgency=urgency, is_target=target, shares=SHARES
    )
    assert 0 < value <= 600


def test_urgency_and_potential_count():
    def worth(**v):
        return value_visit(
            **{
                "relationship": "customer",
                "potential": Decimal(5000),
                "urgency": "due",
                "is_target": False,
                "shares": SHARES,
                **v,
            }
        )

    assert worth() == 120
    assert worth(urgency="late") == 160 > worth() > worth(urgency="fresh")
    assert worth(potential=Decimal(10_000)) == 240


@given(st.integers(0, 36_000), st.integers(0, 500_000))
def test_driving_costs_time_and_kilometres(seconds, metres):
    cost = cost_of_driving(seconds, metres, Decimal(34), Decimal("0.32"))
    assert abs(cost - (Decimal(seconds) * 34 / 3600 + Decimal(metres) * Decimal("0.32") / 1000)) <= 1


def test_worth_is_counted_in_seconds_of_driving():
    assert worth_in_seconds(Decimal("53.2"), Decimal(34), Decimal("0.32")) == 3600
