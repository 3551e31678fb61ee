"""Pages of families: characteristics, components, rules and their problems."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import require_permission
from arpent.web.error_messages import error_message
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.components import save_component, save_rule
from ..actions.families import remove_family_element, save_characteristic, save_family
from ..actions.guides import save_question
from ..permissions import CataloguePermission
from ..queries.families import get_family, get_family_sheet, list_families
from ..queries.guides import list_demands, list_questions
from ..queries.products import ProductFilter, list_products
from .filters import ProductFilterForm
from .forms import CharacteristicForm, ComponentForm, FamilyForm, QuestionForm, RuleForm


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the families and the filtered products."""
    by = current_user(request)
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    families = list_families(by=by)
    filter_form = ProductFilterForm(request.GET, families=families)
    criteria = filter_form.read(ProductFilter)
    context = {
        "families": families,
        "filter_form": filter_form,
        "page_obj": list_products(by=by, criteria=criteria, page=request.GET.get("page")),
        "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE),
        "filtered": bool(criteria.text or criteria.family or criteria.kind),
    }
    return render(request, "catalogue/home.html", context)


@require_GET
def family(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Show a family: characteristics, components, rules, problems, products, guide. Raise NotFound for an
    unknown one.
    """
    by = current_user(request)
    sheet = get_family_sheet(family_id=family_id, by=by)
    if sheet is None:
        raise NotFound("family")
    context = {
        "questions": list_questions(family_id=family_id, by=by),
        "sheet": sheet,
        "family": sheet.family,
        "page_obj": list_products(by=by, criteria=ProductFilter(family=str(family_id))),
        "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE),
        "refusals": [error_message(r) for r in sheet.check.refusals],
        "warnings": [error_message(r) for r in sheet.check.warnings],
    }
    return render(request, "catalogue/family.html", context)


def page_of(family_id: UUID) -> str:
    """Return the address of a family's page."""
    return reverse("catalogue:family", args=[family_id])


@require_http_methods(["GET", "POST"])
def family_edit(request: HttpRequest, family_id: UUID | None = None) -> HttpResponse:
    """Create or change a family. Raise NotFound for an unknown one."""
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    family = get_family(family_id=family_id, by=by) if family_id else None
    if family_id and family is None:
        raise NotFound("family")
    initial = {n: getattr(family, n) for n in FamilyForm.base_fields} if family else {}
    form = FamilyForm(request.POST or None, by=by, excluded=family_id, initial=initial)
    opened = open_edit_form(request, form, family)
    return form_page(
        request,
        form,
        lambda values: save_family(
            by=by,
            at=timezone.now(),
            values=values | {"parent_id": parse_id(values["parent_id"])},
            family_id=family_id,
            seen=seen_values(opened),
        ),
        done=lambda saved: page_of(saved.pk),
        heading=family.name if family else _("Nouvelle famille"),
        back=page_of(family_id) if family_id else reverse("catalogue:home"),
    )


def _edit_element(
    request: HttpRequest,
    family_id: UUID,
    kind: str,
    element_id: UUID | None,
    element: Any,
    form: Any,
    save: Any,
    new: str,
) -> HttpResponse:
    """Show and save one element of a family: a characteristic, component, rule or question."""
    by = current_user(request)
    if element_id and element is None:
        raise NotFound("catalogue")
    shown = {n: getattr(element, n) for n in form.fields} if element else None
    opened = open_edit_form(
        request, form, element, shown=shown, create_url=reverse(f"catalogue:{kind}_new", args=[family_id])
    )
    ids = {"family_id": family_id, f"{kind}_id": element_id}
    return form_page(
        request,
        form,
        lambda values: save(by=by, at=timezone.now(), values=values, seen=seen_values(opened), **ids),
        done=page_of(family_id),
        heading=element.name if element else new,
        back=page_of(family_id),
        danger=reverse("catalogue:element_delete", args=[kind, element_id]) if element_id else "",
    )


def _sheet(request: HttpRequest, family_id: UUID) -> Any:
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    sheet = get_family_sheet(family_id=family_id, by=by)
    if sheet is None:
        raise NotFound("family")
    return sheet


@require_http_methods(["GET", "POST"])
def characteristic(request: HttpRequest, family_id: UUID, characteristic_id: UUID | None = None) -> HttpResponse:
    """Create or change a characteristic of a family."""
    sheet = _sheet(request, family_id)
    element = next((c for c in sheet.characteristics if c.pk == characteristic_id), None)
    initial = (
        {n: getattr(element, n) for n in CharacteristicForm.base_fields}
        | {"values": "\n".join(map(str, element.values))}
        if element
        else {}
    )
    form = CharacteristicForm(request.POST or None, initial=initial)
    return _edit_element(
        request,
        family_id,
        "characteristic",
        characteristic_id,
        element,
        form,
        save_characteristic,
        _("Nouvelle caractéristique"),
    )


@require_http_methods(["GET", "POST"])
def component(request: HttpRequest, family_id: UUID, component_id: UUID | None = None) -> HttpResponse:
    """Create or change a component of a set."""
    sheet = _sheet(request, family_id)
    element = next((s for s in sheet.components if s.pk == component_id), None)
    initial = {n: getattr(element, n) for n in ComponentForm.base_fields} if element else {}
    form = ComponentForm(request.POST or None, by=current_user(request), excluded=family_id, initial=initial)
    return _edit_element(
        request, family_id, "component", component_id, element, form, save_component, _("Nouveau composant")
    )


@require_http_methods(["GET", "POST"])
def rule(request: HttpRequest, family_id: UUID, rule_id: UUID | None = None) -> HttpResponse:
    """Create or change a compatibility rule of a family."""
    sheet = _sheet(request, family_id)
    element = next((r for r in sheet.rules if r.pk == rule_id), None)
    initial = (
        {n: getattr(element, n) for n in RuleForm.base_fields}
        | {"scope": " ; ".join(element.scope), "rows": "\n".join(" ; ".join(map(str, r)) for r in element.rows)}
        if element
        else {}
    )
    form = RuleForm(request.POST or None, initial=initial)
    return _edit_element(request, family_id, "rule", rule_id, element, form, save_rule, _("Nouvelle règle"))


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, family_id: UUID, question_id: UUID | None = None) -> HttpResponse:
    """Create or change a question of a family's guide."""
    by = current_user(request)
    _sheet(request, family_id)
    element = next((q for q in list_questions(family_id=family_id, by=by) if q.pk == question_id), None)
    initial = (
        {n: getattr(element, n) for n in QuestionForm.base_fields} | {"values": "\n".join(map(str, element.values))}
        if element
        else {}
    )
    demands = [(d[0], f"{d[1]} ({d[3]})" if d[3] else d[1]) for d in list_demands(family_id=family_id, by=by)]
    form = QuestionForm(request.POST or None, demands=demands, initial=initial)
    return _edit_element(
        request, family_id, "question", question_id, element, form, save_question, _("Nouvelle question")
    )


@require_POST
def element_delete(request: HttpRequest, kind: str, element_id: UUID) -> HttpResponse:
    """Delete a characteristic, component, rule or question. Raise NotFound for another kind of element."""
    if kind not in ("characteristic", "component", "rule", "question"):
        raise NotFound("catalogue")
    return redirect(
        page_of(remove_family_element(by=current_user(request), at=timezone.now(), kind=kind, element_id=element_id))
    )
