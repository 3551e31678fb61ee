"""Pages of a version with its improvements."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.text import parse_whole_number
from arpent.web.error_messages import add_form_errors
from arpent.web.session import current_user

from ..actions.documents import open_version
from ..actions.improvements import comment_improvement, decide_improvement, propose_improvement, withdraw_improvement
from ..permissions import CataloguePermission
from ..queries.documents import list_proposals, version_of
from .document_forms import ImprovementForm


@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show a page (``page=``) with its improvements; POST proposes one there."""
    by = current_user(request)
    stored, _path = open_version(version_id=version_id, by=by)
    text = (request.POST if request.method == "POST" else request.GET).get("page", "")
    page = parse_whole_number(text, stored.pages) or min(1, stored.pages)
    form = ImprovementForm(request.POST or None, initial={"page": page})
    if request.method == "POST" and form.is_valid():
        try:
            propose_improvement(by=by, at=timezone.now(), version_id=version_id, **form.cleaned_data)
        except DomainError as refusal:
            add_form_errors(refusal, form, "text")
        else:
            return redirect(f"{reverse('catalogue:version', args=[version_id])}?page={page}")
    proposals = list_proposals(version_id=version_id, by=by)
    context = {
        "version": stored,
        "document": stored.document,
        "page": page,
        "form": form,
        "by": by,
        "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE),
        "here": [p for p in proposals if p.improvement.page in (page, 0)],
        "elsewhere": [p for p in proposals if p.improvement.page not in (page, 0)],
        "page_obj": Paginator(range(stored.pages), 1).get_page(page),
    }
    return render(request, "catalogue/version.html", context, status=422 if form.errors else 200)


def _back(improvement_id: UUID, request: HttpRequest) -> HttpResponse:
    version_id = version_of(improvement_id=improvement_id, by=current_user(request))
    if version_id is None:
        raise NotFound("improvement")
    page = parse_whole_number(request.POST.get("page", ""), 9_999) or 1
    return redirect(f"{reverse('catalogue:version', args=[version_id])}?page={page}#i-{improvement_id}")


@require_POST
def comment(request: HttpRequest, improvement_id: UUID) -> HttpResponse:
    """Add a comment to an improvement."""
    comment_improvement(
        by=current_user(request), at=timezone.now(), improvement_id=improvement_id, text=request.POST.get("text", "")
    )
    return _back(improvement_id, request)


@require_POST
def decide(request: HttpRequest, improvement_id: UUID) -> HttpResponse:
    """Accept or decline an improvement."""
    decide_improvement(
        by=current_user(request),
        at=timezone.now(),
        improvement_id=improvement_id,
        accept=request.POST.get("accept") == "yes",
        reason=request.POST.get("reason", ""),
    )
    return _back(improvement_id, request)


@require_POST
def withdraw(request: HttpRequest, improvement_id: UUID) -> HttpResponse:
    """Delete the user's own undecided proposal."""
    version_id = withdraw_improvement(by=current_user(request), at=timezone.now(), improvement_id=improvement_id)
    return redirect("catalogue:version", version_id=version_id)
