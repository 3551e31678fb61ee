"""Page of the differences between two versions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from arpent.kernel.errors import NotFound
from arpent.web.session import current_user

from ..queries.version_comparison import compare_versions
from ..queries.versions import get_version
from .change_texts import condition_texts, line_texts


@require_GET
def changes(request: HttpRequest, offer_id: UUID, number: int) -> HttpResponse:
    """Show the differences from the previous version. Raise NotFound for a version without a previous one."""
    by = current_user(request)
    if not 2 <= number <= 9999:
        raise NotFound("offer")
    after = get_version(offer_id=offer_id, by=by, number=number)
    before = get_version(offer_id=offer_id, by=by, number=number - 1)
    change = compare_versions(before=before, after=after, by=by)
    context = {
        "before": before,
        "after": after,
        "change": change,
        "lines": line_texts(change),
        "conditions": condition_texts(change, before=before, after=after),
    }
    return render(request, "offers/changes.html", context)
