"""Pages of products and price lists."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import parse_id
from arpent.kernel.text import parse_whole_number
from arpent.people.public import require_permission
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.prices import save_period, save_price_list, set_price
from ..actions.products import link_product, save_product, unlink_product
from ..permissions import CataloguePermission
from ..queries.documents import DocumentFilter, list_documents
from ..queries.families import get_family
from ..queries.products import (
    get_price_list,
    get_product,
    get_product_sheet,
    list_characteristics,
    list_period_choices,
    list_periods,
    list_price_lists,
)
from .forms import ListForm, PeriodForm, PriceForm, ProductForm


def page_of(product_id: UUID) -> str:
    """Return the address of a product's page."""
    return reverse("catalogue:product", args=[product_id])


@require_http_methods(["GET", "POST"])
def product(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Show a product; POST sets one of its prices. Raise NotFound for an unknown one."""
    by = current_user(request)
    sheet = get_product_sheet(product_id=product_id, by=by)
    if sheet is None:
        raise NotFound("product")
    form = PriceForm(request.POST or None, periods=list_period_choices(by=by))
    if request.method == "POST":
        require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
        if form.is_valid():
            values = form.cleaned_data
            period = parse_id(values["period_id"])
            try:
                if period:
                    set_price(
                        by=by,
                        at=timezone.now(),
                        period_id=period,
                        product_id=product_id,
                        amount=values["amount"],
                        from_quantity=values["from_quantity"] or 1,
                    )
            except DomainError as refusal:
                add_form_errors(refusal, form)
            else:
                return redirect(page_of(product_id) + "#prices")
    criteria = DocumentFilter(family=str(sheet.product.family_id))
    context = {
        "sheet": sheet,
        "product": sheet.product,
        "form": form,
        "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE),
        "documents": list_documents(by=by, criteria=criteria, day=timezone.localdate(), product_id=product_id),
    }
    return render(request, "catalogue/product.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def product_new(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Create a product in a family."""
    return _edit(request, family_id, None)


@require_http_methods(["GET", "POST"])
def product_edit(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Change a product. Raise NotFound for an unknown one."""
    product = get_product(product_id=product_id, by=current_user(request))
    if product is None:
        raise NotFound("product")
    return _edit(request, product.family_id, product_id)


def _edit(request: HttpRequest, family_id: UUID, product_id: UUID | None) -> HttpResponse:
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    family = get_family(family_id=family_id, by=by)
    if family is None:
        raise NotFound("family")
    stored = get_product(product_id=product_id, by=by) if product_id else None
    initial = (
        {n: getattr(stored, n) for n in ProductForm.base_fields} | {f"sheet_{k}": v for k, v in stored.values.items()}
        if stored
        else {}
    )
    form = ProductForm(
        request.POST or None, characteristics=list_characteristics(family_id=family_id, by=by), initial=initial
    )
    opened = open_edit_form(request, form, stored, create_url=reverse("catalogue:product_new", args=[family_id]))
    return form_page(
        request,
        form,
        lambda values: save_product(
            by=by,
            at=timezone.now(),
            values=form.values() | {"family_id": family_id},
            product_id=product_id,
            seen=seen_values(opened),
        ),
        done=lambda saved: page_of(saved.pk),
        heading=stored.name if stored else _("Nouveau produit de %(family)s") % {"family": family.name},
        back=page_of(product_id) if product_id else reverse("catalogue:family", args=[family_id]),
    )


@require_POST
def link(request: HttpRequest, product_id: UUID) -> HttpResponse:
    """Link an accessory or a spare part to a product."""
    link_product(
        by=current_user(request),
        at=timezone.now(),
        product_id=product_id,
        reference=request.POST.get("reference", ""),
        quantity=parse_whole_number(request.POST.get("quantity", ""), 9_999) or 1,
    )
    return redirect(page_of(product_id) + "#links")


@require_POST
def unlink(request: HttpRequest, link_id: UUID) -> HttpResponse:
    """Remove the link of an accessory or a spare part."""
    return redirect(page_of(unlink_product(by=current_user(request), at=timezone.now(), link_id=link_id)) + "#links")


@require_GET
def price_lists(request: HttpRequest) -> HttpResponse:
    """List the price lists with their periods and problems."""
    by = current_user(request)
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    rows = []
    for price_list in list_price_lists(by=by):
        periods, wrong = list_periods(list_id=price_list.pk, by=by)
        rows.append({"list": price_list, "periods": periods, "wrong": [error_message(r) for r in wrong]})
    return render(
        request,
        "catalogue/price_lists.html",
        {"rows": rows, "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE)},
    )


@require_http_methods(["GET", "POST"])
def price_list(request: HttpRequest, list_id: UUID | None = None) -> HttpResponse:
    """Create or change a price list. Raise NotFound for an unknown one."""
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    price_list = get_price_list(list_id=list_id, by=by) if list_id else None
    if list_id and price_list is None:
        raise NotFound("list")
    form = ListForm(
        request.POST or None, initial={n: getattr(price_list, n) for n in ListForm.base_fields} if price_list else {}
    )
    opened = open_edit_form(request, form, price_list, create_url=reverse("catalogue:list_new"))
    back = reverse("catalogue:price_lists")
    return form_page(
        request,
        form,
        lambda values: save_price_list(
            by=by, at=timezone.now(), values=values, list_id=list_id, seen=seen_values(opened)
        ),
        done=back,
        heading=price_list.name if price_list else _("Nouveau tarif"),
        back=back,
    )


@require_http_methods(["GET", "POST"])
def period(request: HttpRequest, list_id: UUID, period_id: UUID | None = None) -> HttpResponse:
    """Create or change a period of a price list. Raise NotFound for an unknown one."""
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    price_list = get_price_list(list_id=list_id, by=by)
    periods, wrong = list_periods(list_id=list_id, by=by)
    stored = next((p for p in periods if p.pk == period_id), None)
    if price_list is None or (period_id and stored is None):
        raise NotFound("period")
    form = PeriodForm(
        request.POST or None, initial={"starts_on": stored.starts_on, "ends_on": stored.ends_on} if stored else {}
    )
    opened = open_edit_form(request, form, stored, create_url=reverse("catalogue:period_new", args=[list_id]))
    back = reverse("catalogue:price_lists")
    return form_page(
        request,
        form,
        lambda values: save_period(
            by=by, at=timezone.now(), list_id=list_id, period_id=period_id, seen=seen_values(opened), **values
        ),
        done=back,
        heading=price_list.name,
        back=back,
        intro=" ".join(error_message(r) for r in wrong),
    )
