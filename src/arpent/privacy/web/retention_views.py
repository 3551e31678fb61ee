"""View of retention: proposals, their consequences and the decision."""

from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from arpent.kernel.errors import DomainError
from arpent.kernel.ids import parse_id
from arpent.people.public import require_permission
from arpent.web.error_messages import error_message
from arpent.web.session import current_user

from ..actions.retention import accept_retention, postpone_retention, propose_retention
from ..messages import RULES
from ..models import RetentionItem
from ..permissions import PrivacyPermission
from ..queries.declared import every_row
from ..queries.overview import count_proposed, list_durations, list_postponed, list_proposed
from .forms import CONFIRMATION

MAX_ROWS = 200


@require_http_methods(["GET", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """Show the proposals; accept or postpone the selected ones, or look for new ones."""
    by, refusal = current_user(request), None
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    if request.method == "POST":
        try:
            messages.info(request, _decide(request))
        except DomainError as refused:
            refusal = refused
        else:
            return redirect("privacy:retention")
    items = list_proposed(by=by, limit=MAX_ROWS)
    context = {
        "rows": [{"item": i, "rule": RULES[i.rule], **named} for i, named in zip(items, _named(items), strict=True)],
        "total": count_proposed(by=by),
        "postponed": list_postponed(by=by),
        "rules": RULES,
        "confirmation": CONFIRMATION,
        "durations": list_durations(timezone.localdate()),
        "problem": error_message(refusal) if refusal else "",
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "privacy/retention.html", context, status=422 if refusal else 200)


def _decide(request: HttpRequest) -> str:
    by, at = current_user(request), timezone.now()
    act = request.POST.get("act")
    if act == "look":
        return _("Nouvelles propositions : %(count)s.") % {"count": propose_retention(at=at, by=by)}
    ids = [pk for pk in (parse_id(v) for v in request.POST.getlist("item")) if pk]
    if act == "accept":
        if request.POST.get("confirmation", "").strip() != str(CONFIRMATION):
            raise DomainError("privacy.not_confirmed")
        return _("Effacé : %(count)s.") % {"count": accept_retention(item_ids=ids, by=by, at=at)}
    months, reason = request.POST.get("months", ""), request.POST.get("reason", "")
    count = postpone_retention(item_ids=ids, by=by, at=at, months=int(months) if months.isdigit() else 0, reason=reason)
    return _("Reporté : %(count)s.") % {"count": count}


def _named(items: list[RetentionItem]) -> list[dict[str, Any]]:
    """Return what each proposal is called today: a contact by its name and company, a stock by its count."""
    ids = [UUID(i.record_id) for i in items if i.record_id]
    people = {
        c.pk: c for c in every_row(apps.get_model("clients.Contact")).filter(pk__in=ids).select_related("company")
    }
    found: list[dict[str, Any]] = []
    for item in items:
        contact = people.get(UUID(item.record_id)) if item.record_id else None
        if contact is not None:
            url = reverse("privacy:contact", args=[contact.pk])
            found.append({"name": f"{contact} · {contact.company.name}", "url": url})
        else:
            found.append({"name": "", "url": "", "count": item.facts.get("count", 0), "missing": bool(item.record_id)})
    return found
