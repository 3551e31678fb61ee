"""List and map of companies."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from arpent.kernel.ids import parse_id
from arpent.lists.permissions import ListsPermission
from arpent.lists.web.components import list_page
from arpent.people.public import owner_choices
from arpent.web.session import current_user

from ..actions.companies import change_many, delete_companies
from ..actions.saved_views import delete_view, save_view
from ..models import Company
from ..queries.listing import (
    COUNT_LIMIT,
    CompanyFilter,
    count_companies,
    list_companies,
    list_ids,
    list_tags,
    list_views,
)
from ..queries.mapping import list_points
from ..rules.relationship import urgency_of
from .filters import BulkChangeForm, CompanyFilterForm
from .lists import COMPANIES, CONTACTS


def read_filter(request: HttpRequest, query: Any = None) -> CompanyFilter:
    """Return the filters of a URL; ``lasso=1``: the companies last selected on the map."""
    params = query if query is not None else request.GET
    criteria = CompanyFilterForm(params).read(CompanyFilter)
    if params.get("lasso") == "1":
        ids = tuple(i for i in map(parse_id, request.session.get("lasso", [])) if i)
        return CompanyFilter(**{**criteria.__dict__, "ids": ids or (UUID(int=0),)})
    return criteria


@require_POST
def lasso(request: HttpRequest) -> HttpResponse:
    """Store the companies selected on the map (too many for a URL) and list them."""
    request.session["lasso"] = [str(i) for i in map(parse_id, request.POST.get("ids", "").split(",")[:20_000]) if i]
    return redirect(reverse("clients:list") + "?lasso=1")


@require_GET
def companies(request: HttpRequest) -> HttpResponse:
    """List the filtered companies, or return the next rows to htmx."""
    by, today, criteria = current_user(request), timezone.localdate(), read_filter(request)
    page = list_companies(by=by, criteria=criteria, today=today, after=request.GET.get("after", ""))
    kinds, tail = dict(Company.Relationship.choices), "?" + request.GET.urlencode()
    rows = [
        {
            "company": c,
            "site": c.main_sites[0] if c.main_sites else None,  # type: ignore[attr-defined]
            "urgency": urgency_of(c.last_visit_on, c.call_interval, today).value,
            "owner": c.owner,
            "kind": kinds[c.relationship],
            "url": reverse("clients:company", args=[c.pk]) + tail,
        }
        for c in page.rows
    ]
    context: dict[str, Any] = {"rows": rows, "page": page, "criteria": criteria}
    if request.GET.get("after") and getattr(request, "htmx", False):
        return render(request, "clients/list.html#rows", context)
    total = count_companies(by=by, criteria=criteria, today=today) if page.total is None else page.total
    # The companies of a lasso are in the session, out of reach of an export.
    may_export = by.has_permission(ListsPermission.EXPORT) and total > 0 and not criteria.ids
    context |= {"list": COMPANIES, "can_export": may_export}
    context |= _frame(request, criteria) | {"total": total, "more_than": total > COUNT_LIMIT, "limit": COUNT_LIMIT}
    return render(request, "clients/list.html", context)


def _frame(request: HttpRequest, criteria: CompanyFilter) -> dict[str, Any]:
    by = current_user(request)
    views = []
    for view in list_views(by=by):
        query = QueryDict(mutable=True)
        for key, values in view.query.items():
            query.setlist(key, values)
        views.append({"view": view, "query": query.urlencode(), "mine": view.owner_id == by.pk})
    filter_form = CompanyFilterForm(request.GET)
    filter_form.offer_rows(by)
    return {
        "filter_form": filter_form,
        "change_form": BulkChangeForm(owners=owner_choices(by=by)),
        "tags": list_tags(by=by),
        "views": views,
        "query_string": request.GET.urlencode(),
    }


contacts = list_page(CONTACTS, template="clients/contacts.html")


@require_GET
def companies_map(request: HttpRequest) -> HttpResponse:
    """Show the map of the filtered companies."""
    criteria = read_filter(request)
    return render(request, "clients/map.html", {"criteria": criteria, **_frame(request, criteria)})


@require_GET
def points(request: HttpRequest) -> JsonResponse:
    """Return the points of the map as JSON."""
    features = list_points(by=current_user(request), criteria=read_filter(request), today=timezone.localdate())
    return JsonResponse(features, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Change the selected companies, or all filtered ones; the response offers the undo."""
    by, at = current_user(request), timezone.now()
    back = reverse("clients:list") + "?" + request.POST.get("query", "")
    if request.POST.get("everything") == "1":
        ids = list_ids(
            by=by, criteria=read_filter(request, QueryDict(request.POST.get("query", ""))), today=timezone.localdate()
        )
    else:
        ids = [i for i in map(parse_id, request.POST.getlist("ids")) if i]
    field, value = request.POST.get("field", ""), request.POST.get("value", "")
    if field == "delete":
        count = delete_companies(company_ids=ids, by=by, at=at)
        messages.info(
            request,
            ngettext(
                "%(count)s entreprise supprimée. L’historique permet d’annuler.",
                "%(count)s entreprises supprimées. L’historique permet d’annuler.",
                count,
            )
            % {"count": count},
        )
        return redirect(back)
    if field in ("relationship", "owner"):
        value = request.POST.get(f"value_{field}", value)
    count, operation_id = change_many(company_ids=ids, by=by, at=at, field=field, value=value)
    text = ngettext("%(count)s entreprise modifiée.", "%(count)s entreprises modifiées.", count) % {"count": count}
    messages.info(request, text, extra_tags=reverse("history:undo", args=[operation_id]))
    return redirect(back)


@require_POST
def view_save(request: HttpRequest) -> HttpResponse:
    """Save the current filters as a view."""
    query = CompanyFilterForm(QueryDict(request.POST.get("query", ""))).read(CompanyFilter).as_query()
    save_view(
        by=current_user(request),
        at=timezone.now(),
        name=request.POST.get("name", ""),
        query=query,
        shared=request.POST.get("shared") == "1",
    )
    return redirect(reverse("clients:list") + "?" + request.POST.get("query", ""))


@require_POST
def view_delete(request: HttpRequest, view_id: UUID) -> HttpResponse:
    """Delete one of the user's own views."""
    delete_view(view_id=view_id, by=current_user(request), at=timezone.now())
    return redirect("clients:list")
