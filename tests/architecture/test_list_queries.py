"""Rows of list pages refuse hidden queries: a template that reads a column not loaded raises under tests."""

import ast
import inspect
import re
from importlib import import_module

import pytest

from .contract import SOURCE

# The query of each list page, and of each panel that lists rows.
LIST_QUERIES = [
    "agenda.queries.calendar.list_calendars",
    "catalogue.queries.documents.list_documents",
    "catalogue.queries.products.list_products",
    "clients.queries.listing._whole",
    "deals.queries.listing.deal_board",
    "deals.queries.listing.list_company_deals",
    "deals.queries.listing.listed_deals",
    "history.queries.history.list_operations",
    "imports.queries.rejected.list_imports",
    "offers.queries.listing.list_company_offers",
    "offers.queries.listing.list_offers",
    "offers.queries.listing.list_waiting_approvals",
    "privacy.queries.overview.list_postponed",
    "privacy.queries.overview.list_proposed",
    "sync.queries.sorting.list_open",
    "territory.queries.sectors.list_sectors",
    "territory.queries.targets.list_campaign_targets",
    "territory.queries.targets.list_campaigns",
    "visits.queries.visits.list_company_visits",
    "visits.queries.visits.list_visits",
]


def prevents_lazy_loading(source: str) -> bool:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(ast.unparse(call.func) == "prevent_lazy_loading" for call in calls)


@pytest.mark.parametrize("name", LIST_QUERIES)
def test_rows_of_a_list_page_refuse_hidden_queries(name):
    module, _, function = name.rpartition(".")
    query = getattr(import_module(f"arpent.{module}"), function)
    assert prevents_lazy_loading(inspect.getsource(query)), "load rows with prevent_lazy_loading(rows)"


def test_a_query_without_the_helper_is_seen():
    assert not prevents_lazy_loading("rows = Visit.objects.visible_to(by).order_by('pk')")
    assert prevents_lazy_loading("rows = list(prevent_lazy_loading(Visit.objects.visible_to(by)).order_by('pk'))")


def test_the_fetch_mode_is_chosen_in_one_place():
    modules = [path for path in SOURCE.rglob("*.py") if re.search(r"fetch_mode\(|FETCH_RAISE", path.read_text())]
    assert [str(path.relative_to(SOURCE)) for path in modules] == ["database/lists.py"]
