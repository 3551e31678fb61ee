"""Views of a deal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.clients.public import get_company_name
from arpent.history.public import list_operations, open_edit_form, posted_seen_values, seen_values
from arpent.kernel.datetimes import next_weekday
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.merging import fingerprints
from arpent.kernel.typography import typeset
from arpent.lists.web.components import read_neighbours
from arpent.people.public import User, require_permission
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.form_fields import select_field
from arpent.web.form_page import form_page
from arpent.web.session import current_user, is_access_checked

from ..actions.deals import change_deal, delete_deal, get_deal
from ..actions.information_requests import link_token
from ..actions.stage_moves import move_deal, open_deal_in, set_buying_role
from ..permissions import DealPermission
from ..queries.choices import BUYING_ROLES
from ..queries.deal_page import get_deal_page
from ..queries.listing import list_company_deals
from ..queries.stages import get_stage
from .forms import DealForm, MoveForm, NewDealForm


def _page(deal_id: UUID) -> str:
    return reverse("deals:deal", args=[deal_id])


def _values(form: DealForm) -> dict[str, Any]:
    values = dict(form.cleaned_data)
    values["owner_id"] = parse_id(values["owner_id"])
    return values


@require_http_methods(["GET", "POST"])
def deal_new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new deal, with the company and the stage of the address, and open it. Raise NotFound for a
    company out of reach.
    """
    by = current_user(request)
    require_permission(by, DealPermission.CHANGE_DEALS)
    company = parse_id(request.GET.get("company", ""))
    name = get_company_name(company_id=company, by=by) if company else None
    if request.GET.get("company") and name is None:
        raise NotFound("company")
    stage = parse_id(request.GET.get("stage", ""))
    initial = {
        "company": company,
        "owner_id": str(by.pk),
        "step_kind": "to_do",
        "next_step": _("Qualifier le besoin"),
        "next_step_on": next_weekday(timezone.localdate()),
    }
    form = NewDealForm(request.POST or None, by=by, initial=initial)

    def act(cleaned: dict[str, Any]) -> UUID:
        values = _values(form)
        owner, company_id = values.pop("owner_id"), values.pop("company")
        return open_deal_in(
            stage_id=stage, by=by, at=timezone.now(), company_id=company_id, values=values, owner_id=owner
        ).pk

    return form_page(
        request,
        form,
        act,
        done=_page,
        heading=_("Nouvelle affaire avec %(name)s") % {"name": name} if name else _("Nouvelle affaire"),
        back=reverse("clients:company", args=[company]) if company else reverse("deals:board"),
    )


@require_GET
def deal(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show a deal with its contacts, requests, documents, needs and stage moves. Raise NotFound for one out
    of reach.
    """
    sheet = get_deal_page(deal_id=deal_id, by=current_user(request), today=timezone.localdate())
    if sheet is None:
        raise NotFound("deal")
    requests = [
        {
            "request": a,
            "late": a.is_late(timezone.localdate()),
            "link": request.build_absolute_uri(reverse("deals:answer", args=[link_token(a)])),
        }
        for a in sheet.requests
    ]
    return render(
        request,
        "deals/deal.html",
        {
            "sheet": sheet,
            "deal": sheet.deal,
            "neighbours": read_neighbours(request, deal_id, url_name="deals:deal"),
            "requests": requests,
            "contacts": [(c, role, _buying_role_select(c.full_name, role)) for c, role in sheet.contacts],
        },
    )


def _buying_role_select(name: str, buying_role: str) -> BoundField:
    label = _("Part de %(name)s dans la décision") % {"name": name}
    attrs = {"class": "w-auto ms-auto", "data-submit": True, "aria-label": label}
    return select_field("buying_role", [("", "—"), *BUYING_ROLES], buying_role, attrs=attrs)


@require_http_methods(["GET", "POST"])
def deal_edit(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show the form of a deal, and change it."""
    by = current_user(request)
    stored = get_deal(deal_id=deal_id, by=by)
    initial = {n: getattr(stored, n) for n in DealForm.base_fields if n != "owner_id"} | {
        "owner_id": str(stored.owner_id)
    }
    form = DealForm(request.POST or None, by=by, initial=initial)
    create_url = f"{reverse('deals:new')}?company={stored.company_id}"
    opened = open_edit_form(request, form, stored, create_url=create_url)
    return form_page(
        request,
        form,
        lambda values: change_deal(
            deal_id=deal_id, by=by, at=timezone.now(), values=_values(form), seen=seen_values(opened)
        ),
        done=_page(deal_id),
        heading=stored.title,
        back=_page(deal_id),
        danger=reverse("deals:delete", args=[deal_id]),
    )


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, deal_id: UUID, stage_id: UUID) -> HttpResponse:
    """Move a deal to a stage; the form has the stage's unmet requirements.
    A drag on the board posts here too and gets JSON: moved, or a message with the page to open. Raise NotFound for an
    unknown stage.
    """
    by = current_user(request)
    stored, stage = get_deal(deal_id=deal_id, by=by), get_stage(stage_id)
    if stage is None:
        raise NotFound("stage")
    dragged = request.headers.get("Accept", "").startswith("application/json")
    names = [n for n in MoveForm.base_fields if hasattr(stored, n)]
    initial = {n: getattr(stored, n) for n in names}
    form = MoveForm(request.POST or None, kind=stage.kind, requires=stage.requires, initial=initial)
    shown = {n: initial[n] for n in form.fields if n in initial} | {"stage_id": stored.stage_id}
    opened = open_edit_form(request, form, stored, shown=shown)
    # Cards send the stage they were dragged from.
    was = request.GET.get("from", "")
    seen = fingerprints({"stage_id": was}) if dragged and was else seen_values(opened)
    if request.method == "POST" and (dragged or form.is_valid()):
        try:
            move_deal(
                deal_id=deal_id,
                stage_id=stage_id,
                by=by,
                at=timezone.now(),
                values={} if dragged else form.cleaned_data,
                seen=seen,
            )
        except DomainError as refusal:
            if dragged:
                sentence = typeset(error_message(refusal), get_language() or "fr")
                needs_fields = refusal.code == "deals.stage_needs"  # no error: the page that opens next has the fields
                answer = {"moved": False, "sentence": sentence, "page": request.path}
                return JsonResponse(answer, status=200 if needs_fields else 422)
            add_form_errors(refusal, form)
        else:
            if not dragged:
                return redirect(_page(deal_id))
            text = _("%(title)s : passée à « %(stage)s ».") % {"title": stored.title, "stage": stage}
            messages.info(request, text, extra_tags=_undo_of(by))
            return JsonResponse({"moved": True})
    heading = _("%(title)s : passer à « %(stage)s »") % {"title": stored.title, "stage": stage}
    context = {"form": form, "heading": heading, "back": _page(deal_id), "submit": _("Passer à cette étape")}
    return render(request, "form.html", context, status=422 if form.errors else 200)


def _undo_of(by: User) -> str:
    """Return the URL that undoes a person's last move of a deal; "" when there is none."""
    moves = (x for x in list_operations(by=by, limit=10) if x.kind == "deals.move" and x.person_id == by.pk)
    last = next(moves, None)
    return reverse("history:undo", args=[last.pk]) if last else ""


@require_POST
def deal_delete(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Delete a deal (POST)."""
    delete_deal(deal_id=deal_id, by=current_user(request), at=timezone.now(), seen=posted_seen_values(request, deal_id))
    messages.info(request, _("Affaire supprimée. L’historique permet d’annuler."))
    return redirect("deals:board")


@require_GET
def company_panel(request: HttpRequest, company_id: UUID) -> HttpResponse:
    """Show the deals of a company on its page. Raise NotFound for a company out of reach."""
    by = current_user(request)
    if not is_access_checked(request, company_id) and get_company_name(company_id=company_id, by=by) is None:
        raise NotFound("company")
    rows = list_company_deals(by=by, company_id=company_id)
    return render(request, "deals/company_panel.html", {"deals": rows, "company_id": company_id})


@require_POST
def buying_role(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Set the buying role of a contact (POST). Raise NotFound without a contact."""
    contact = parse_id(request.POST.get("contact", ""))
    if contact is None:
        raise NotFound("contact")
    was = request.POST.get("was")
    set_buying_role(
        deal_id=deal_id,
        contact_id=contact,
        buying_role=request.POST.get("buying_role", ""),
        by=current_user(request),
        at=timezone.now(),
        seen=None if was is None else fingerprints({"buying_role": was}),
    )
    return redirect(_page(deal_id) + "#people")
