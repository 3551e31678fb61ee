"""Views of the board, the list and the forecast of deals."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from arpent.lists.web.components import ListState, list_page
from arpent.people.public import require_permission
from arpent.web.session import current_user

from ..permissions import DealPermission
from ..queries.forecasting import deal_forecast, deal_stage_figures
from ..queries.listing import DealFilter, deal_board
from ..rules.forecast import HOPED, SURE
from .filters import DealFilterForm
from .lists import DEALS

PLACEHOLDER_ID = UUID(int=0)  # placeholder of an id in URLs


def _frame(request: HttpRequest, filter_form: DealFilterForm) -> dict[str, Any]:
    return {
        "filter_form": filter_form,
        "may_set": current_user(request).has_permission(DealPermission.SET_STAGES),
        "may_change": current_user(request).has_permission(DealPermission.CHANGE_DEALS),
        "query_string": request.GET.urlencode(),
    }


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show the filtered deals as a board of stages."""
    by = current_user(request)
    require_permission(by, DealPermission.SEE_DEALS)
    filter_form = DealFilterForm(request.GET, by=by)
    criteria = filter_form.read(DealFilter)
    columns = deal_board(by=by, criteria=criteria, today=timezone.localdate())
    # Texts of up to a hundred cards are prepared here, since template tags would repeat lookups per card.
    page, days = reverse("deals:deal", args=[PLACEHOLDER_ID]), {}
    for column in columns:
        for card in column.cards:
            card.url = page.replace(str(PLACEHOLDER_ID), str(card.deal.pk))
            if card.days not in days:
                days[card.days] = ngettext("%(n)s jour dans l’étape", "%(n)s jours dans l’étape", card.days) % {
                    "n": card.days
                }
            card.stay = days[card.days]
    context = _frame(request, filter_form) | {
        "columns": columns,
        "empty": not any(c.count for c in columns),
        "placeholder_id": PLACEHOLDER_ID,
    }
    return render(request, "deals/board.html", context)


def _list_extra(state: ListState) -> dict[str, Any]:
    return {
        "may_set": state.by.has_permission(DealPermission.SET_STAGES),
        "may_change": state.by.has_permission(DealPermission.CHANGE_DEALS),
    }


deals = list_page(DEALS, template="deals/list.html", extra=_list_extra)


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    """Show the forecast by month and the figures of stages over the last 365 days."""
    by, today = current_user(request), timezone.localdate()
    require_permission(by, DealPermission.SEE_DEALS)
    filter_form = DealFilterForm(request.GET, by=by)
    criteria = filter_form.read(DealFilter)
    months = deal_forecast(by=by, criteria=criteria, today=today)
    figures = deal_stage_figures(by=by, since=today - dt.timedelta(days=365), today=today)
    totals = {k: sum(getattr(m, k) for m in months) for k in ("deals", "low", "weighted", "high", "total")}
    context = _frame(request, filter_form) | {
        "months": months,
        "totals": totals,
        "figures": figures,
        "sure": SURE,
        "hoped": HOPED,
    }
    return render(request, "deals/forecast.html", context)
