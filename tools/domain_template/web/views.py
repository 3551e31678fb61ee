"""Pages of items: the list, a new item."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from arpent.people.public import require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions import create_item
from ..permissions import SampleDomainPermission
from ..queries import list_items
from .forms import ItemForm


@require_GET
def items(request: HttpRequest) -> HttpResponse:
    """List the items."""
    by = current_user(request)
    context = {
        "rows": list_items(by=by, today=timezone.localdate()),
        "may_edit": by.has_permission(SampleDomainPermission.EDIT),
    }
    return render(request, "sample_domain/list.html", context)


@require_http_methods(["GET", "POST"])
def item_new(request: HttpRequest) -> HttpResponse:
    """Create an item."""
    by = current_user(request)
    require_permission(by, SampleDomainPermission.EDIT)
    return form_page(
        request,
        ItemForm(request.POST or None),
        lambda values: create_item(by=by, at=timezone.now(), **values),
        done=reverse("sample_domain:list"),
        field="title",
        heading=_("Nouvel élément"),
        back=reverse("sample_domain:list"),
    )
