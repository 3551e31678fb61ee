"""Views of need sheets: choose the family, fill the guide, print the reformulation, record the confirmation."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.catalogue.public import get_family, list_families
from arpent.clients.public import get_company_name
from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.text import parse_whole_number
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.deals import get_deal
from ..actions.needs import confirm_need, get_need, remove_need, save_need
from ..documents.reformulation import reformulation_pdf
from ..queries.needs import Answered, guide_of, need_address
from .need_forms import FamilyChoiceForm, NeedForm


@require_http_methods(["GET", "POST"])
def need_new(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Choose the family (``family=``), then fill its guide."""
    by = current_user(request)
    deal = get_deal(deal_id=deal_id, by=by)
    family_id = parse_id(request.GET.get("family", ""))
    back = reverse("deals:deal", args=[deal_id])
    if family_id is None:
        form = FamilyChoiceForm(None, families=[(str(f.pk), f.name) for f in list_families(by=by)])
        context = {
            "form": form,
            "heading": _("Un besoin pour %(title)s") % {"title": deal.title},
            "back": back,
            "deal": deal,
        }
        return render(request, "deals/need_family.html", context)
    return _edit(request, deal_id, family_id, None, back)


@require_http_methods(["GET", "POST"])
def need_edit(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Show the form of a need sheet, and change it."""
    sheet = get_need(need_id=need_id, by=current_user(request))
    return _edit(request, sheet.deal_id, sheet.family_id, sheet, reverse("deals:need", args=[need_id]))


def _edit(request: HttpRequest, deal_id: UUID, family_id: UUID, sheet: Any, back: str) -> HttpResponse:
    by = current_user(request)
    family = get_family(family_id=family_id, by=by)
    if family is None:
        raise NotFound("family")
    guide = guide_of(family_id=family_id, need_id=sheet.pk if sheet else None, by=by)
    initial = {n: getattr(sheet, n) for n in NeedForm.base_fields} if sheet else {"quantity": 1}
    form = NeedForm(request.POST or None, guide=guide, initial=initial)
    opened = open_edit_form(request, form, sheet)

    def act(cleaned: dict[str, Any]) -> UUID:
        return save_need(
            by=by,
            at=timezone.now(),
            deal_id=deal_id,
            family_id=family_id,
            values={k: v for k, v in cleaned.items() if k in NeedForm.base_fields},
            answers=form.answers(),
            need_id=sheet.pk if sheet else None,
            seen=seen_values(opened),
        ).pk

    return form_page(
        request,
        form,
        act,
        done=lambda need_id: reverse("deals:need", args=[need_id]),
        heading=_("Besoin : %(family)s") % {"family": family.name},
        back=back,
        danger=reverse("deals:need_remove", args=[sheet.pk]) if sheet else "",
    )


@require_GET
def need(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Show a need sheet with its unanswered questions and the link to the configurator."""
    by = current_user(request)
    sheet = get_need(need_id=need_id, by=by)
    guide = guide_of(family_id=sheet.family_id, need_id=need_id, by=by)
    context = {
        "sheet": sheet,
        "guide": guide,
        "missing": [a for a in guide if not a.value],
        "configure": f"{reverse('catalogue:configure', args=[sheet.family_id])}?{need_address(sheet=sheet, by=by)}",
    }
    return render(request, "deals/need.html", context)


@require_GET
def need_paper(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Return the reformulation as PDF."""
    by = current_user(request)
    sheet = get_need(need_id=need_id, by=by)
    guide: list[Answered] = guide_of(family_id=sheet.family_id, need_id=need_id, by=by)
    company = get_company_name(company_id=sheet.deal.company_id, by=by) or ""
    pdf = reformulation_pdf(sheet=sheet, guide=guide, company=company, person=by.full_name, at=timezone.now())
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="besoin.pdf"'
    return response


@require_POST
def need_confirm(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Record the customer's confirmation of a need sheet (POST)."""
    name, revision = request.POST.get("name", ""), parse_whole_number(request.POST.get("revision", ""), 999_999_999)
    confirm_need(by=current_user(request), at=timezone.now(), need_id=need_id, name=name, revision=revision)
    return redirect("deals:need", need_id=need_id)


@require_POST
def need_remove(request: HttpRequest, need_id: UUID) -> HttpResponse:
    """Delete a need sheet (POST)."""
    return redirect("deals:deal", deal_id=remove_need(by=current_user(request), at=timezone.now(), need_id=need_id))
