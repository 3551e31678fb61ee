"""JSON endpoints of the quote grid: save lines, heartbeat, product suggestions."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse, RawPostDataException
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from arpent.catalogue.permissions import CataloguePermission
from arpent.kernel.errors import DomainError
from arpent.kernel.typography import typeset
from arpent.people.public import require_permission
from arpent.web.error_messages import error_message
from arpent.web.session import current_user

from ..actions.lines import save_lines
from ..actions.presence import mark_presence
from ..documents.grid import grid_data
from ..queries.calculation import calculate_quote
from ..queries.product_search import suggest_products
from ..queries.versions import get_version
from ..rules.edits import MAX_EDITS, Edit, read_edit


@require_POST
def lines(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Save edits of lines; return the grid and a refusal by key for each refused edit.

    A refusal of the whole batch is answered with its sentence and status 403, 404 or 422.
    """
    by, now = current_user(request), timezone.now()
    try:
        try:
            edits, refusals = _read(request)
        except DomainError:
            get_version(offer_id=offer_id, by=by)  # an invisible offer answers 404, whatever the body
            raise
        saved = save_lines(by=by, at=now, offer_id=offer_id, edits=edits)
    except DomainError as refusal:
        return JsonResponse(
            {
                "sentence": typeset(error_message(refusal), get_language() or "fr"),
                "frozen": refusal.code in ("offers.frozen", "not_found", "people.not_allowed"),
            },
            status=404 if refusal.code == "not_found" else 403 if refusal.code == "people.not_allowed" else 422,
        )
    figures = calculate_quote(
        version=saved.version, by=by, day=timezone.localdate(), lines=saved.lines, offer=saved.offer
    )
    answers = {
        k: {
            "sentence": typeset(error_message(r), get_language() or "fr"),
            "fields": saved.fields.get(k),
            "conflict": k in saved.conflicts,
        }
        for k, r in {**refusals, **saved.refusals}.items()
    }
    undo = reverse("history:undo", args=[saved.operation_id]) if saved.operation_id else ""
    return JsonResponse({"grid": grid_data(figures), "refusals": answers, "voided": saved.voided, "undo": undo})


def _read(request: HttpRequest) -> tuple[list[Edit], dict[str, DomainError]]:
    try:
        data: Any = json.loads(request.body)
        written = data["edits"]
        keys = [str(e["key"]) for e in written]
    except (RawPostDataException, ValueError, KeyError, TypeError, RecursionError) as error:
        raise DomainError("offers.unreadable") from error
    if len(written) > MAX_EDITS:
        raise DomainError("offers.too_many_edits", limit=MAX_EDITS)
    edits, refusals = [], {}
    for key, data_edit in zip(keys, written, strict=True):
        try:
            edits.append(read_edit(data_edit))
        except DomainError as refusal:
            refusals[key] = refusal
    return edits, refusals


@require_POST
def heartbeat(request: HttpRequest, offer_id: UUID) -> HttpResponse:
    """Record presence; return the other present users, and the grid when it changed."""
    by = current_user(request)
    try:
        version = get_version(offer_id=offer_id, by=by)
        data = json.loads(request.body)
        seen = int(data["revision"])
    except DomainError as refusal:
        return JsonResponse({"sentence": typeset(error_message(refusal), get_language() or "fr")}, status=404)
    except (RawPostDataException, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        seen = -1
    others = mark_presence(version=version, by=by, at=timezone.now())
    answer: dict[str, Any] = {"others": others, "revision": version.revision}
    if version.revision != seen:
        answer["grid"] = grid_data(calculate_quote(version=version, by=by, day=timezone.localdate()))
    return JsonResponse(answer)


@require_GET
def products(request: HttpRequest) -> HttpResponse:
    """Return products whose reference or name matches the typed text."""
    by = current_user(request)
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    return JsonResponse({"products": suggest_products(by=by, text=request.GET.get("q", ""))})
