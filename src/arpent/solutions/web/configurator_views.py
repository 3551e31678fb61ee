"""Panel of the configurator; saving a configuration in a deal."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from arpent.configurator.public import ConfigurationAddress, read_address, write_need
from arpent.deals.permissions import DealPermission
from arpent.kernel.errors import DomainError
from arpent.kernel.ids import parse_id
from arpent.kernel.text import parse_whole_number
from arpent.people.public import require_permission
from arpent.web.form_fields import select_field
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.solutions import save_solution
from ..queries.configurator_panel import ConfiguredPanel, configured_panel
from ..queries.solutions import count_solutions
from .forms import KeepForm


def _panel(request: HttpRequest, family_id: UUID, *, propose: bool = False) -> ConfiguredPanel:
    query = request.GET
    quantity = parse_whole_number(query.get("quantity", ""), 100_000) or 0
    return configured_panel(
        family_id=family_id,
        by=current_user(request),
        address=read_address(request.META.get("QUERY_STRING", "")),
        day=timezone.localdate(),
        list_id=parse_id(query.get("list", "")),
        quantity=quantity,
        propose=propose,
    )


@require_GET
def configured(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Show the total of the configuration; ``propose=1`` also searches the best ones."""
    by = current_user(request)
    require_permission(by, DealPermission.SEE_DEALS)
    with_proposals = bool(request.GET.get("propose"))
    panel = _panel(request, family_id, propose=with_proposals)
    terms = urlencode({"list": panel.list_id or "", "quantity": panel.quantity})
    context = {
        "panel": panel,
        "list_select": select_field("list", panel.lists, str(panel.list_id or ""), attrs={"id": "o-list"}),
        "family_id": family_id,
        "with_proposals": with_proposals,
        "configure": reverse("catalogue:configure", args=[family_id]),
        "keep": f"{reverse('solutions:keep', args=[family_id])}?{panel.address}&{terms}",
        "may": by.has_permission(DealPermission.CHANGE_DEALS),
    }
    return render(request, "solutions/configurator_panel.html", context)


@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Save the configuration of the address as a candidate solution, in its deal or a chosen one.

    Raise DomainError "solutions.no_deal" when there is no open deal to save it in.
    """
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    panel = _panel(request, family_id)
    purpose = panel.purpose
    name = purpose.solution.name if purpose.solution else ""
    count = count_solutions(deal_id=purpose.deal.pk, by=by) if purpose.deal else 0
    initial = {
        "name": name or _("Solution %(n)s") % {"n": count + 1},
        "quantity": panel.quantity,
        "price_list": str(panel.list_id or ""),
    }
    deals = panel.deals if purpose.deal is None else []
    if purpose.deal is None and not deals:
        raise DomainError("solutions.no_deal")
    form = KeepForm(request.POST or None, deals=deals, replaced=name, lists=panel.lists, initial=initial)

    def act(data: dict[str, Any]) -> UUID:
        deal_id = purpose.deal.pk if purpose.deal else UUID(data["deal"])
        replaced = purpose.solution if data.get("replaces") == "yes" else None
        save_solution(
            by=by,
            at=timezone.now(),
            deal_id=deal_id,
            family_id=family_id,
            name=data["name"],
            choices=panel.address.choices,
            needs=[write_need(n) for n in panel.address.needs],
            quantity=data["quantity"],
            list_id=parse_id(data["price_list"]),
            need_id=purpose.need.pk if purpose.need else None,
            solution_id=replaced.pk if replaced else None,
        )
        return deal_id

    return form_page(
        request,
        form,
        act,
        done=lambda deal_id: reverse("solutions:compare", args=[deal_id]),
        heading=_("Garder cette solution"),
        back=_configure(family_id, panel.address),
    )


def _configure(family_id: UUID, address: ConfigurationAddress) -> str:
    return f"{reverse('catalogue:configure', args=[family_id])}?{address}"
