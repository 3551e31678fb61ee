"""List of offers, quote page with its grid, versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.catalogue.public import list_price_lists
from arpent.clients.public import get_company_name
from arpent.deals.permissions import DealPermission
from arpent.deals.public import get_deal, list_deals_of_company
from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.datetimes import next_weekday
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.text import parse_whole_number
from arpent.people.public import require_permission
from arpent.solutions.public import list_id_for, list_offerable_solutions
from arpent.web.form_page import form_page
from arpent.web.session import current_user, is_access_checked

from ..actions.conditions import save_conditions
from ..actions.offers import new_version, open_offer, open_offer_with_deal, refresh_prices, remove_offer
from ..approval.actions.approvals import can_decide, is_approved
from ..documents.grid import grid_data
from ..permissions import OfferPermission
from ..portal.queries.tracking import get_tracking
from ..portal.web.tracking_texts import link_texts
from ..printing.queries.customer import contact_choices, get_customer
from ..queries.calculation import calculate_quote
from ..queries.listing import (
    OfferFilter,
    list_company_offers,
    list_deal_offers,
    list_offers,
    sum_of_company,
    sum_of_deal,
)
from ..queries.versions import get_version, list_approvals, list_versions
from ..rules.lifecycle import OPEN, Level
from .filters import OfferFilterForm
from .offer_forms import ConditionsForm, CustomerForm, OfferForm, OfferOfNewDealForm
from .words import grid_words


def offer_url(offer_id: UUID) -> str:
    """Return the address of an offer's page."""
    return reverse("offers:offer", args=[offer_id])


@require_GET
def offers(request: HttpRequest) -> HttpResponse:
    """List the offers with filters and sums by state."""
    by, today = current_user(request), timezone.localdate()
    require_permission(by, DealPermission.SEE_DEALS)
    filter_form = OfferFilterForm(request.GET, by=by)
    criteria = filter_form.read(OfferFilter)
    page, sums = list_offers(by=by, criteria=criteria, today=today, page=request.GET.get("page"))
    context = {
        "may_change": by.has_permission(DealPermission.CHANGE_DEALS),
        "page_obj": page,
        "criteria": criteria,
        "filter_form": filter_form,
        "sums": sums,
        "may_set": by.has_permission(OfferPermission.SET_OFFER_RULES),
        "may_approve": by.has_permission(OfferPermission.APPROVE_OFFERS)
        or by.has_permission(OfferPermission.APPROVE_LOW_OFFERS),
    }
    return render(request, "offers/list.html", context)


@require_http_methods(["GET", "POST"])
def offer_start(request: HttpRequest) -> HttpResponse:
    """Choose the customer of a new offer, then one of its open deals, or open a deal with the offer (POST).

    Raise NotFound for a company out of reach.
    """
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    chosen = CustomerForm(request.GET if "company" in request.GET else None, by=by)
    company = chosen.cleaned_data["company"] if chosen.is_bound and chosen.is_valid() else None
    if parse_id(request.GET.get("company", "")) and company is None:
        raise NotFound("company")
    if company is None and request.method == "POST":
        raise NotFound("company")
    context: dict[str, Any] = {
        "chosen": chosen,
        "deals": list_deals_of_company(by=by, company_id=company) if company else [],
        "heading": _("Nouvelle offre"),
        "company": company,
    }
    form = OfferOfNewDealForm(request.POST or None)

    def act(data: dict[str, Any]) -> UUID:
        at = timezone.now()
        return open_offer_with_deal(
            by=by,
            at=at,
            company_id=company,  # type: ignore[arg-type]
            title=data["title"],
            next_step=_("Finir et envoyer l’offre"),
            next_step_on=next_weekday(timezone.localdate(at)),
        ).pk

    return form_page(request, form, act, done=offer_url, template="offers/start.html", **context)


@require_http_methods(["GET", "POST"])
def offer_new(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Create an offer from the selected solutions of a deal."""
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    deal = get_deal(deal_id=deal_id, by=by)
    solutions = list_offerable_solutions(deal_id=deal_id, by=by)
    lists = [(str(x.pk), f"{x.name} ({x.currency})") for x in list_price_lists(by=by)]
    usual = list_id_for(company_id=deal.company_id, by=by)
    retained = [str(s.pk) for s in solutions if s.state == "selected"]
    form = OfferForm(
        request.POST or None,
        solutions=[(str(s.pk), f"{s.name} ({s.get_state_display()})") for s in solutions],
        lists=lists,
        initial={"title": deal.title, "price_list": str(usual or ""), "solutions": retained},
    )

    def act(data: dict[str, Any]) -> UUID:
        return open_offer(
            by=by,
            at=timezone.now(),
            deal_id=deal_id,
            title=data["title"],
            solution_ids=[UUID(s) for s in data.get("solutions") or []],
            list_id=parse_id(data["price_list"]),
            usual_list=False,
        ).pk

    return form_page(
        request,
        form,
        act,
        done=offer_url,
        heading=_("Nouvelle offre : %(title)s") % {"title": deal.title},
        back=reverse("deals:deal", args=[deal_id]),
        submit=_("Ouvrir l’offre"),
    )


@require_GET
def offer(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Show an offer: the last version with its grid, or a requested version read-only."""
    by, day = current_user(request), timezone.localdate()
    number = parse_whole_number(request.GET.get("version", ""), 9999)
    version = get_version(offer_id=offer_id, by=by, number=number)
    figures = calculate_quote(version=version, by=by, day=day)
    last = version.number == version.offer.last_version
    may = by.has_permission(DealPermission.CHANGE_DEALS) and last
    data = grid_data(figures)
    approvals = list_approvals(version=version, by=by)
    tracking = get_tracking(version=version, by=by, base=request.build_absolute_uri("/"))
    context = {
        "offer": version.offer,
        "version": version,
        "figures": figures,
        "data": data,
        "words": grid_words(),
        "last": last,
        "editable": may and version.state in OPEN,
        "may": may,
        "versions": list_versions(offer_id=offer_id, by=by),
        "customer": get_customer(company_id=version.offer.deal.company_id, by=by),
        "approvals": approvals,
        "waiting": next((a for a in approvals if a.state == "waiting" and can_decide(by, a.level)), None),
        "levels": " ".join(x.value for x in Level if can_decide(by, x.value)),
        "free": can_decide(by, figures.required_approval.level) or is_approved(version=version, figures=figures, by=by),
        "tracking": tracking,
        "links": link_texts(version, tracking.links),
        "open": version.state in OPEN,
    }
    return render(request, "offers/offer.html", context)


@require_http_methods(["GET", "POST"])
def conditions(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Change the conditions of the open version."""
    by = current_user(request)
    version = get_version(offer_id=offer_id, by=by)
    lists = [(str(x.pk), f"{x.name} ({x.currency})") for x in list_price_lists(by=by)]
    form = ConditionsForm(
        request.POST or None,
        version=version,
        lists=lists,
        contacts=contact_choices(company_id=version.offer.deal.company_id, by=by),
    )
    opened = open_edit_form(request, form, version)
    return form_page(
        request,
        form,
        lambda values: save_conditions(
            by=by, at=timezone.now(), offer_id=offer_id, values=form.values(), seen=seen_values(opened)
        ),
        done=offer_url(offer_id),
        back=offer_url(offer_id),
        heading=_("Conditions de %(offer)s") % {"offer": version.label},
    )


@require_POST
def prices(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Apply today's catalogue prices and costs to the open version."""
    refresh_prices(by=current_user(request), at=timezone.now(), offer_id=offer_id)
    messages.info(
        request,
        _("Les lignes du catalogue ont les prix et les coûts d’aujourd’hui ; vos prix saisis et vos remises restent."),
    )
    return redirect(offer_url(offer_id))


@require_POST
def version_new(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Create the next version of a sent offer."""
    new_version(by=current_user(request), at=timezone.now(), offer_id=offer_id)
    return redirect(offer_url(offer_id))


@require_POST
def remove(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Delete an offer that was never sent and go back to its deal."""
    deal_id = remove_offer(by=current_user(request), at=timezone.now(), offer_id=offer_id)
    messages.info(request, _("Offre enlevée. L’historique permet d’annuler."))
    return redirect("deals:deal", deal_id=deal_id)


@require_GET
def deal_offers(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show the offers of a deal in the panel of its page."""
    by = current_user(request)
    deal = get_deal(deal_id=deal_id, by=by)
    rows = list_deal_offers(deal_id=deal_id, by=by, today=timezone.localdate())
    return render(
        request,
        "offers/offers_panel.html",
        {
            "deal": deal,
            "rows": rows,
            "ahead": deal.stage.is_open and deal.stage.code in ("offer", "negotiation"),
            "may": by.has_permission(DealPermission.CHANGE_DEALS),
            "sums": sum_of_deal(deal_id=deal_id, by=by),
        },
    )


@require_GET
def company_offers(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show the offers of a company in the panel of its page. Raise NotFound when the person does not see the
    company.
    """
    by = current_user(request)
    if not is_access_checked(request, company_id) and get_company_name(company_id=company_id, by=by) is None:
        raise NotFound("company")
    rows = list_company_offers(company_id=company_id, by=by, today=timezone.localdate())
    sums = sum_of_company(company_id=company_id, by=by)
    return render(request, "offers/offers_panel.html", {"rows": rows, "sums": sums})
