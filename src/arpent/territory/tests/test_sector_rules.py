"""What a change of a sector adds and removes, and who may extend it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.kernel.errors import DomainError
from arpent.territory.rules.sectors import COLORS, change_communes, next_color

CODES = st.frozensets(st.sampled_from(["69266", "69123", "38185", "42218"]))


def test_a_holder_may_reduce_an_assigned_sector_but_not_extend_it():
    change = change_communes(existing={"69266", "69123"}, wanted={"69123"}, granted=True, leads=False)
    assert change.removed == ("69266",) and change.granted
    with pytest.raises(DomainError, match="granted"):
        change_communes(existing={"69266"}, wanted={"69266", "69123"}, granted=True, leads=False)


def test_a_sector_drawn_by_someone_who_leads_is_assigned():
    assert change_communes(existing=(), wanted={"69266"}, granted=False, leads=True).granted
    assert not change_communes(existing=(), wanted={"69266"}, granted=False, leads=False).granted


def test_a_sector_has_at_least_one_commune():
    with pytest.raises(DomainError, match="no_commune"):
        change_communes(existing={"69266"}, wanted=(), granted=False, leads=True)


def test_colors_differ_until_the_palette_is_used_up():
    assert len({next_color(n) for n in range(len(COLORS))}) == len(COLORS) and next_color(len(COLORS)) == COLORS[0]


@given(CODES, CODES.filter(bool), st.booleans())
def test_adding_and_removing_leads_from_the_existing_communes_to_the_wanted_ones(existing, wanted, granted):
    change = change_communes(existing=existing, wanted=wanted, granted=granted, leads=True)
    assert (existing - set(change.removed)) | set(change.added) == wanted
    assert not existing & set(change.added) and set(change.removed) <= existing
    assert set(change.covered) == existing | wanted
