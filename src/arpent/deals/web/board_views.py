"""Board, list and forecast of deals."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from arpent.people.public import owner_choices, require_permission
from arpent.web.session import current_user

from ..permissions import DealPermission
from ..queries.forecasting import deal_forecast, deal_stage_figures
from ..queries.listing import DealFilter, deal_board, list_deals
from ..queries.stages import list_stages
from ..rules.forecast import HOPED, SURE

NOBODY = UUID(int=0)  # placeholder of an id in URLs
SORTS = (
    ("step", _("prochaine action")),
    ("amount", _("montant, le plus fort")),
    ("expected", _("décision attendue")),
    ("since", _("la plus ancienne dans son étape")),
    ("title", _("titre")),
)
WHENS = (("late", _("en retard")), ("week", _("dans les 7 jours")), ("waiting", _("en attente")))


def _frame(request: HttpRequest, wanted: DealFilter) -> dict[str, Any]:
    by = current_user(request)
    return {
        "wanted": wanted,
        "owners": owner_choices(by=by, permission=DealPermission.SEE_DEALS, closed_too=True),
        "whens": WHENS,
        "sorts": SORTS,
        "stages": [(str(s.pk), str(s)) for s in list_stages()],
        "may_set": by.has_permission(DealPermission.SET_STAGES),
        "query_string": request.GET.urlencode(),
    }


@require_GET
def board(request: HttpRequest) -> HttpResponse:
    by = current_user(request)
    require_permission(by, DealPermission.SEE_DEALS)
    wanted = DealFilter.from_query(request.GET)
    columns = deal_board(by=by, wanted=wanted, today=timezone.localdate())
    # Texts of up to a hundred cards are prepared here, since template tags would repeat lookups per card.
    page, days = reverse("deals:deal", args=[NOBODY]), {}
    for column in columns:
        for card in column.cards:
            card.url = page.replace(str(NOBODY), str(card.deal.pk))
            if card.days not in days:
                days[card.days] = ngettext("%(n)s jour dans l’étape", "%(n)s jours dans l’étape", card.days) % {
                    "n": card.days
                }
            card.stay = days[card.days]
    context = _frame(request, wanted) | {
        "columns": columns,
        "empty": not any(c.count for c in columns),
        "nobody": NOBODY,
    }
    return render(request, "deals/board.html", context)


@require_GET
def deals(request: HttpRequest) -> HttpResponse:
    by = current_user(request)
    require_permission(by, DealPermission.SEE_DEALS)
    wanted = DealFilter.from_query(request.GET)
    page = list_deals(by=by, wanted=wanted, today=timezone.localdate(), page=request.GET.get("page"))
    context = _frame(request, wanted) | {"page_obj": page}
    return render(request, "deals/list.html", context)


@require_GET
def forecast(request: HttpRequest) -> HttpResponse:
    by, today = current_user(request), timezone.localdate()
    require_permission(by, DealPermission.SEE_DEALS)
    wanted = DealFilter.from_query(request.GET)
    months = deal_forecast(by=by, wanted=wanted, today=today)
    figures = deal_stage_figures(by=by, since=today - dt.timedelta(days=365), today=today)
    totals = {k: sum(getattr(m, k) for m in months) for k in ("deals", "low", "weighted", "high", "total")}
    context = _frame(request, wanted) | {
        "months": months,
        "totals": totals,
        "figures": figures,
        "sure": SURE,
        "hoped": HOPED,
    }
    return render(request, "deals/forecast.html", context)
