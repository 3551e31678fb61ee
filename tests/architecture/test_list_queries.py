"""Rows of list pages refuse hidden queries: a template that reads a column not loaded raises instead of asking."""

import ast
import inspect
from importlib import import_module

import pytest

# The query of each list page, and of each panel that lists rows.
LIST_QUERIES = [
    "agenda.queries.calendar.list_appointments",
    "catalogue.queries.documents.list_documents",
    "catalogue.queries.products.list_products",
    "clients.queries.listing._whole",
    "deals.queries.listing.deal_board",
    "deals.queries.listing.list_company_deals",
    "deals.queries.listing.list_deals",
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


def refuses_hidden_queries(source: str) -> bool:
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return any(ast.unparse(call).endswith(".fetch_mode(FETCH_RAISE)") for call in calls)


@pytest.mark.parametrize("name", LIST_QUERIES)
def test_rows_of_a_list_page_refuse_hidden_queries(name):
    module, _, function = name.rpartition(".")
    query = getattr(import_module(f"arpent.{module}"), function)
    assert refuses_hidden_queries(inspect.getsource(query)), "load rows with fetch_mode(FETCH_RAISE)"


def test_a_query_without_the_mode_is_seen():
    assert not refuses_hidden_queries("rows = Visit.objects.visible_to(by).fetch_mode(FETCH_PEERS)")
    assert refuses_hidden_queries("rows = list(Visit.objects.visible_to(by).fetch_mode(FETCH_RAISE).order_by('pk'))")
