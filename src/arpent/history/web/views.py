"""Views of the operation history, its undo, and the progress of background jobs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.web.error_messages import OPERATION_LABELS
from arpent.web.session import current_user, return_url

from ..actions.jobs import request_cancel
from ..actions.undo import undo_operation
from ..messages import SKIP_REASONS
from ..queries.history import count_changes, get_job, get_operation, list_operations
from .change_texts import change_texts


@require_GET
def history(request: HttpRequest) -> HttpResponse:
    """List the operations that the person can see, newest first."""
    before = parse_id(request.GET.get("before", ""))
    last = get_operation(operation_id=before, by=current_user(request)) if before else None
    rows = list_operations(by=current_user(request), before=last, limit=41)
    context = {"operations": rows[:40], "more": rows[39].pk if len(rows) > 40 else None, "kinds": OPERATION_LABELS}
    return render(request, "history/history.html", context)


@require_GET
def operation_detail(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Show an operation with the changes it made. Raise NotFound when the person may not see it."""
    op = get_operation(operation_id=operation_id, by=current_user(request))
    if op is None:
        raise NotFound("operation")
    context = {
        "operation": op,
        "counts": count_changes(op),
        "changes": change_texts(op, by=current_user(request)),
        "kinds": OPERATION_LABELS,
        "reasons": SKIP_REASONS,
    }
    return render(request, "history/operation.html", context)


@require_POST
def undo(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Undo an operation (POST)."""
    report = undo_operation(operation_id=operation_id, by=current_user(request), at=timezone.now())
    text = ngettext(
        "Annulé : %(count)s fiche remise en état.", "Annulé : %(count)s fiches remises en état.", report.restored
    ) % {"count": report.restored}
    if report.skipped:
        text += " " + ngettext(
            "%(count)s gardée telle quelle : la raison est dite ci-dessous.",
            "%(count)s gardées telles quelles : les raisons sont dites ci-dessous.",
            len(report.skipped),
        ) % {"count": len(report.skipped)}
    messages.info(request, text)
    return redirect("history:operation", operation_id=report.operation.pk)


@require_GET
def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Show a job with its progress. Raise NotFound when the person may not see it."""
    record = get_job(job_id=job_id, by=current_user(request))
    if record is None:
        raise NotFound("job")
    next_url = return_url(request, request.GET.get("next", "/"))
    if record.is_over and getattr(request, "htmx", False):
        response = HttpResponse(status=204)
        response["HX-Redirect"] = next_url
        return response
    remaining = None
    if record.started_at and record.done and record.total > record.done:
        seconds = (timezone.now() - record.started_at).total_seconds() / record.done * (record.total - record.done)
        remaining = (
            _("%(seconds)s s") % {"seconds": round(seconds)}
            if seconds < 90
            else _("%(minutes)s min") % {"minutes": round(seconds / 60)}
        )
    context = {
        "job": record,
        "next": next_url,
        "left": remaining,
        "heading": OPERATION_LABELS.get(record.kind, record.kind),
    }
    template = "progress.html#bar" if getattr(request, "htmx", False) else "progress.html"
    return render(request, template, context)


@require_POST
def job_stop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Ask a running job to stop (POST)."""
    request_cancel(job_id=job_id, by=current_user(request))
    url = reverse("history:job", args=[job_id])
    return redirect(f"{url}?next={return_url(request, request.GET.get('next', '/'))}")
