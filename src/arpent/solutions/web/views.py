"""Candidate solutions of a deal: comparison, decisions, extras."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.catalogue.public import list_companions, list_families, list_price_lists
from arpent.deals.permissions import DealPermission
from arpent.deals.public import get_deal, list_needs, need_address
from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError
from arpent.kernel.ids import parse_id
from arpent.people.public import require_permission
from arpent.web.error_messages import add_form_errors
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.solutions import decide_solution, remove_solution, save_solution, set_extra
from ..models import Solution
from ..queries.comparison import compare, list_parts, list_solutions, parts_in_order
from ..queries.solutions import get_solution, list_extras
from .forms import DecisionForm, ExtraForm, SolutionForm


@require_GET
def compare_page(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show the solutions of a deal side by side."""
    by = current_user(request)
    deal = get_deal(deal_id=deal_id, by=by)
    rows = list_solutions(deal_id=deal_id, by=by, day=timezone.localdate())
    table = compare(rows)
    context = {
        "deal": deal,
        "rows": rows,
        "parts": parts_in_order(rows),
        "demands": table.demands,
        "needs": [(n, need_address(sheet=n, by=by)) for n in list_needs(deal_id=deal_id, by=by)],
        "families": list_families(by=by) if not rows else [],
        "day": timezone.localdate(),
        "may": by.has_permission(DealPermission.CHANGE_DEALS),
    }
    return render(request, "solutions/compare.html", context)


@require_GET
def deal_panel(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show the solutions of a deal in the panel of its page."""
    by = current_user(request)
    deal = get_deal(deal_id=deal_id, by=by)
    rows = list_solutions(deal_id=deal_id, by=by, day=timezone.localdate())
    return render(request, "solutions/deal_panel.html", {"deal": deal, "rows": rows})


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, solution_id: UUID) -> HttpResponse:
    """Change a solution's name, quantity and price list; parts are changed in the configurator."""
    by = current_user(request)
    solution = get_solution(solution_id=solution_id, by=by)
    initial = {"name": solution.name, "quantity": solution.quantity, "price_list": str(solution.price_list_id or "")}
    lists = [(str(x.pk), f"{x.name} ({x.currency})") for x in list_price_lists(by=by)]
    form = SolutionForm(request.POST or None, lists=lists, initial=initial)
    shown = {"name": solution.name, "quantity": solution.quantity, "list_id": solution.price_list_id}
    opened = open_edit_form(request, form, solution, shown=shown, names={"list_id": "price_list"})

    def act(data: dict[str, Any]) -> None:
        save_solution(
            by=by,
            at=timezone.now(),
            deal_id=solution.deal_id,
            family_id=solution.family_id,
            name=data["name"],
            choices=solution.choices,
            needs=solution.needs,
            quantity=data["quantity"],
            list_id=parse_id(data["price_list"]),
            need_id=solution.need_id,
            solution_id=solution.pk,
            seen=seen_values(opened),
        )

    back = reverse("solutions:compare", args=[solution.deal_id])
    danger = reverse("solutions:remove", args=[solution_id])
    return form_page(request, form, act, done=back, heading=solution.name, back=back, danger=danger)


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, solution_id: UUID) -> HttpResponse:
    """Select or refuse a solution with a reason, or make it a candidate again."""
    by = current_user(request)
    solution = get_solution(solution_id=solution_id, by=by)
    state = request.POST.get("state") or request.GET.get("state", "")
    form = DecisionForm(request.POST or None, initial={"state": state, "reason": solution.reason})
    opened = open_edit_form(request, form, solution, shown={"state": solution.state, "reason": solution.reason})
    heading = _("Retenir « %(name)s »") if state == Solution.State.SELECTED else _("Écarter « %(name)s »")
    back = reverse("solutions:compare", args=[solution.deal_id])
    return form_page(
        request,
        form,
        lambda values: decide_solution(
            by=by, at=timezone.now(), solution_id=solution_id, seen=seen_values(opened), **values
        ),
        done=back,
        field="reason",
        heading=heading % {"name": solution.name},
        back=back,
    )


@require_http_methods(["GET", "POST"])
def extras(request: HttpRequest, solution_id: UUID) -> HttpResponse:
    """Show and add the products beside a configuration: companions of its parts are suggested, any reference is
    accepted.
    """
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    solution = get_solution(solution_id=solution_id, by=by)
    form = ExtraForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_extra(by=by, at=timezone.now(), solution_id=solution_id, **form.cleaned_data)
        except DomainError as refusal:
            add_form_errors(refusal, form, "reference" if refusal.code == "offers.no_such_product" else "quantity")
        else:
            return redirect("solutions:extras", solution_id=solution_id)
    existing = list_extras(solution_id=solution_id, by=by)
    references = [p.reference for p in list_parts(solution=solution, by=by)]
    existing_ids = {e.product_id for e in existing}
    offered = [p for p in list_companions(references=references, by=by) if p.pk not in existing_ids]
    context = {
        "solution": solution,
        "extras": existing,
        "offered": offered,
        "form": form,
        "back": reverse("solutions:compare", args=[solution.deal_id]),
    }
    return render(request, "solutions/extras.html", context, status=422 if form.errors else 200)


@require_POST
def remove(request: HttpRequest, solution_id: UUID) -> HttpResponse:
    """Delete a solution and go back to the comparison."""
    return redirect(
        "solutions:compare",
        deal_id=remove_solution(by=current_user(request), at=timezone.now(), solution_id=solution_id),
    )
