"""Approval pages: request, list, decision with the full waterfall."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from arpent.deals.permissions import DealPermission
from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError
from arpent.people.public import names_with_permission, require_permission
from arpent.web.error_messages import error_message
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ...documents.grid import grid_data
from ...permissions import OfferPermission
from ...printing.queries.customer import get_customer
from ...queries.calculation import calculate_quote, number_lines
from ...queries.listing import list_waiting_approvals
from ...queries.versions import get_version, list_lines
from ...sentences import level_words, suggestion_words
from ...web.offer_forms import LegalCaseForm, NoteForm
from ...web.offer_views import offer_url
from ..actions.approvals import can_decide, decide_approval, request_approval
from ..actions.below_cost import set_legal_case
from ..queries.approvals import get_approval
from ..queries.suggestions import list_suggestions


@require_http_methods(["GET", "POST"])
def approval_request(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Request the approval of the open version."""
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    version = get_version(offer_id=offer_id, by=by)
    figures = calculate_quote(version=version, by=by, day=timezone.localdate())
    return form_page(
        request,
        NoteForm(request.POST or None),
        lambda values: request_approval(by=by, at=timezone.now(), offer_id=offer_id, **values),
        done=offer_url(offer_id),
        back=offer_url(offer_id),
        heading=_("Demander un accord pour %(offer)s") % {"offer": version.label},
        submit=_("Demander l’accord"),
        intro=level_words(figures.required_approval, figures.numbers),
    )


@require_GET
def suggestions(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show the changes that would make an approval of the offer unnecessary."""
    by = current_user(request)
    version = get_version(offer_id=offer_id, by=by)
    changes = list_suggestions(version=version, by=by, day=timezone.localdate())
    numbers = number_lines(list_lines(version=version, by=by))
    suggestions = [suggestion_words(w, version.currency, numbers) for w in changes]
    return render(request, "offers/suggestions.html", {"suggestions": suggestions})


@require_http_methods(["GET", "POST"])
def below_cost(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Record the legal case under which lines are sold below cost."""
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    version = get_version(offer_id=offer_id, by=by)
    figures = calculate_quote(version=version, by=by, day=timezone.localdate())
    form = LegalCaseForm(request.POST or None, initial={"case": version.loss_case, "reason": version.loss_reason})
    shown = {"loss_case": version.loss_case, "loss_reason": version.loss_reason}
    opened = open_edit_form(request, form, version, shown=shown, names={"loss_case": "case", "loss_reason": "reason"})
    sold = [str(x) for x in figures.lines if x.key in figures.below_cost]
    deciders = ", ".join(names_with_permission(OfferPermission.APPROVE_LOW_OFFERS)) or "—"
    return form_page(
        request,
        form,
        lambda values: set_legal_case(by=by, at=timezone.now(), offer_id=offer_id, seen=seen_values(opened), **values),
        done=offer_url(offer_id),
        back=offer_url(offer_id),
        heading=_("Vente sous le prix d’achat : %(offer)s") % {"offer": version.label},
        intro=_(
            "Revendre un produit en l’état sous son prix d’achat est puni de 75 000 € d’amende (C. com. L442-5), sauf"
            " dans les cas de la liste. Lignes concernées : %(lines)s. La direction décide : %(who)s."
        )
        % {"lines": ", ".join(sold) or "—", "who": deciders},
    )


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """List the requests that the person may decide."""
    by = current_user(request)
    require_permission(by, DealPermission.SEE_DEALS)
    return render(request, "offers/approvals.html", {"rows": list_waiting_approvals(by=by)})


@require_http_methods(["GET", "POST"])
def approval(request: HttpRequest, approval_id: UUID) -> HttpResponse:
    """Show a request with its figures; POST decides it.

    Raise DomainError "people.not_allowed" and NotFound; other refusals are shown on the page.
    """
    by = current_user(request)
    requested = get_approval(approval_id=approval_id, by=by)
    sentence = ""
    if request.method == "POST":
        try:
            decide_approval(
                by=by,
                at=timezone.now(),
                approval_id=approval_id,
                agree=request.POST.get("agree") == "yes",
                reason=request.POST.get("reason", ""),
            )
        except DomainError as refusal:
            if refusal.code in ("people.not_allowed", "not_found"):
                raise
            sentence = error_message(refusal)
        else:
            return redirect("offers:approvals")
    version = get_version(offer_id=requested.version.offer_id, by=by, number=requested.version.number)
    # The page shows the content of the request, even when the offer changed since.
    grid = requested.figures or grid_data(calculate_quote(version=version, by=by, day=timezone.localdate()))
    context = {
        "approval": requested,
        "version": version,
        "grid": grid,
        "waterfall": grid["waterfall"],
        "sentence": sentence,
        "customer": get_customer(company_id=version.offer.deal.company_id, by=by),
        "reason": request.POST.get("reason", ""),
        "may": requested.state == "waiting" and can_decide(by, requested.level),
    }
    return render(request, "offers/approval.html", context, status=422 if sentence else 200)
