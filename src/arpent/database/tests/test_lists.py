"""Rows of lists show a missing ``select_related`` under tests, and never fail a page in production."""

import pytest
from django.core.exceptions import FieldFetchBlocked

from arpent.clients.models import Company
from arpent.clients.testing import make_company
from arpent.database.lists import prevent_lazy_loading


def owners(person):
    return [c.owner.full_name for c in prevent_lazy_loading(Company.objects.visible_to(person).order_by("name"))]


def test_a_relation_that_was_not_loaded_is_refused_under_tests(cast):
    make_company(cast.owner)
    with pytest.raises(FieldFetchBlocked):
        owners(cast.owner)


def test_in_production_it_is_loaded_for_all_rows_at_once(cast, settings, django_assert_num_queries):
    settings.ARPENT_PREVENT_LAZY_LOADING = False
    for name in ("Pompes", "Vannes", "Joints"):
        make_company(cast.owner, name)
    with django_assert_num_queries(2):
        assert owners(cast.owner) == [cast.owner.full_name] * 3
