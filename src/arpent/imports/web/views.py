"""The import wizard: upload, mapping, preview, run, report."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import latest_job
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, require_permission
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.form_fields import select_field
from arpent.web.session import current_user

from ..actions.files import receive_file, set_mapping
from ..actions.importers import Importer, ImporterTexts, get_importer
from ..actions.imports import get_import
from ..actions.preview import ROWS_AT_ONCE, check_file, start_check
from ..actions.runs import start_import
from ..documents.rejected import rejected_csv
from ..models import ImportFile
from ..queries.rejected import count_rejected, list_imports
from ..queries.sample import sample_cells
from .forms import OptionsForm, UploadForm


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Receive a file of the kind in the query (``kind=products``), companies by default."""
    by = current_user(request)
    importer = get_importer(request.GET.get("kind") or "companies")
    require_permission(by, importer.permission)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            stored = receive_file(by=by, at=timezone.now(), name=file.name, content=file, kind=importer.code)
        except DomainError as refusal:
            add_form_errors(refusal, form, "file")
        else:
            return redirect("imports:mapping", file_id=stored.pk)
    context = {
        "form": form,
        "screen": _screen(request, importer),
        "imports": list_imports(by=by, kind=importer.code),
        "max_bytes": settings.ARPENT_MAX_UPLOAD,
        "too_large": error_message(DomainError("imports.too_large", limit=settings.ARPENT_MAX_UPLOAD // 1024 // 1024)),
    }
    return render(request, "imports/upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def mapping(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Map columns to fields; POST checks the whole file, a long one in a job, and shows the preview."""
    by = current_user(request)
    file = get_import(file_id=file_id, by=by)
    importer = get_importer(file.kind)
    screen = _screen(request, importer)
    if file.state not in (ImportFile.State.UPLOADED, ImportFile.State.CHECKED):
        return redirect("imports:report", file_id=file_id)
    form = OptionsForm(request.POST or None, options=importer.options(by), initial=file.options)
    chosen = file.mapping
    if request.method == "POST":
        chosen = {str(i): request.POST.get(f"column_{i}", "") for i in range(len(file.table["columns"]))}
        if form.is_valid():
            try:
                set_mapping(file_id=file_id, by=by, mapping=chosen, options=form.cleaned_data)
                return _check(by, file)
            except DomainError as refusal:
                add_form_errors(refusal, form)
    samples = sample_cells(file)
    choices = [("", _("— ne pas importer —")), *screen.fields.items()]
    columns = [
        {
            "index": i,
            "name": name,
            "select": select_field(f"column_{i}", choices, chosen.get(str(i), ""), attrs={"id": f"column_{i}"}),
            "cells": [row[i] if i < len(row) else "" for row in samples],
        }
        for i, name in enumerate(file.table["columns"])
    ]
    context = {
        "file": file,
        "columns": columns,
        "form": form,
        "screen": screen,
    }
    return render(request, "imports/mapping.html", context, status=422 if form.errors else 200)


def _check(by: User, file: ImportFile) -> HttpResponse:
    """Check a short file at once, a long one as a job with progress."""
    preview_url = reverse("imports:preview", args=[file.pk])
    if file.table["rows"] <= ROWS_AT_ONCE:
        check_file(file_id=file.pk, by=by)
        return redirect(preview_url)
    job = start_check(file_id=file.pk, by=by, at=timezone.now())
    return redirect(f"{reverse('history:job', args=[job.pk])}?next={preview_url}")


@require_GET
def preview(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show the result of the check: counts, first rows, duplicates."""
    file = get_import(file_id=file_id, by=current_user(request))
    if file.state != ImportFile.State.CHECKED:
        return redirect("imports:mapping", file_id=file_id)
    check = file.counts["check"]
    context = {
        "file": file,
        "check": check,
        **file.counts,
        **_words(check, _screen(request, get_importer(file.kind))),
    }
    return render(request, "imports/preview.html", context)


def _screen(request: HttpRequest, importer: Importer) -> ImporterTexts:
    """Return the texts of an importer and set the current navigation entry."""
    screen = importer.screen()
    request.section = reverse(screen.home)  # type: ignore[attr-defined]
    return screen


def _words(counts: dict[str, Any], screen: ImporterTexts) -> dict[str, Any]:
    problems = sorted(((screen.problems.get(k, k), n) for k, n in counts["problems"].items()), key=lambda p: -p[1])
    return {"problems": problems, "problem_words": screen.problems, "screen": screen}


@require_POST
def run(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Start the import and show its job."""
    by = current_user(request)
    job = start_import(file_id=file_id, by=by, at=timezone.now())
    return redirect(f"{reverse('history:job', args=[job.pk])}?next={reverse('imports:report', args=[file_id])}")


@require_GET
def report(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show the result of an import, or its job while it runs. Raise NotFound for an unknown import."""
    by = current_user(request)
    file = get_import(file_id=file_id, by=by)
    job = latest_job(kind="imports.import", subject_id=file_id, by=by)
    if job is None:
        raise NotFound("import")
    if not job.is_over:
        return redirect(f"{reverse('history:job', args=[job.pk])}?next={reverse('imports:report', args=[file_id])}")
    counts = file.counts.get("done") or job.cursor.get("counts") or {"problems": {}}
    sentence = error_message(DomainError(job.problem)) if job.problem else ""
    context = {
        "file": file,
        "counts": counts,
        "rejected": count_rejected(file),
        "sentence": sentence,
        "warnings": [
            f"{subject} : {error_message(DomainError(code, **facts))}"
            for subject, code, facts in file.counts.get("warnings", [])
        ],
        **_words(counts, _screen(request, get_importer(file.kind))),
    }
    return render(request, "imports/report.html", context)


@require_GET
def rejected(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """Download the rejected rows as CSV with their reasons. Raise NotFound for an unknown import."""
    file = get_import(file_id=file_id, by=current_user(request))
    reasons = {k: str(v) for k, v in get_importer(file.kind).screen().problems.items()}
    lines = rejected_csv(file_id=file_id, by=current_user(request), reasons=reasons)
    if lines is None:
        raise NotFound("import")
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lignes-rejetees.csv"'
    return response
