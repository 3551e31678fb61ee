"""Pages of documents: list, detail, versions, files."""

from typing import Any, BinaryIO, cast
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import NotFound
from arpent.people.public import require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.documents import (
    add_version,
    change_version,
    open_version,
    remove_document,
    remove_version,
    save_document,
)
from ..documents.pages import draw_page
from ..permissions import CataloguePermission
from ..queries.documents import DocumentFilter, get_document, list_accepted, list_documents, list_versions
from ..queries.families import list_families
from .document_forms import DatesForm, DocumentForm, VersionForm
from .filters import DocumentFilterForm


@require_GET
def documents(request: HttpRequest) -> HttpResponse:
    """List the filtered documents."""
    by = current_user(request)
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    filter_form = DocumentFilterForm(request.GET, families=list_families(by=by))
    context = {
        "rows": list_documents(by=by, criteria=filter_form.read(DocumentFilter), day=timezone.localdate()),
        "filter_form": filter_form,
        "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE),
    }
    return render(request, "catalogue/documents.html", context)


@require_GET
def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Show a document with its versions and accepted proposals. Raise NotFound for an unknown one."""
    by = current_user(request)
    document = get_document(document_id=document_id, by=by)
    if document is None:
        raise NotFound("document")
    context = {
        "document": document,
        "versions": list_versions(document_id=document_id, by=by, day=timezone.localdate()),
        "accepted": list_accepted(document_id=document_id, by=by),
        "may": by.has_permission(CataloguePermission.CHANGE_CATALOGUE),
    }
    return render(request, "catalogue/document.html", context)


@require_http_methods(["GET", "POST"])
def document_edit(request: HttpRequest, document_id: UUID | None = None) -> HttpResponse:
    """Create or change a document. Raise NotFound for an unknown one."""
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    stored = get_document(document_id=document_id, by=by) if document_id else None
    if document_id and stored is None:
        raise NotFound("document")
    initial = {"family_id": request.GET.get("family", ""), "product_reference": request.GET.get("product", "")}
    if stored:
        initial = {
            "title": stored.title,
            "kind": stored.kind,
            "family_id": str(stored.family_id or ""),
            "product_reference": stored.product.reference if stored.product else "",
        }
    form = DocumentForm(request.POST or None, by=by, initial=initial)
    opened = open_edit_form(request, form, stored, create_url=reverse("catalogue:document_new"))
    next_page = "catalogue:document" if stored else "catalogue:version_new"
    return form_page(
        request,
        form,
        lambda values: save_document(
            by=by,
            at=timezone.now(),
            values=values | {"family_id": values["family_id"] or None},
            document_id=document_id,
            seen=seen_values(opened),
        ),
        done=lambda saved: reverse(next_page, args=[saved.pk]),
        heading=stored.title if stored else _("Nouveau document"),
        back=reverse("catalogue:document", args=[document_id]) if document_id else reverse("catalogue:documents"),
        danger=reverse("catalogue:document_remove", args=[document_id]) if document_id else "",
    )


@require_http_methods(["GET", "POST"])
def version_new(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Add a version, with the accepted proposals that it contains. Raise NotFound for an unknown document."""
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    document = get_document(document_id=document_id, by=by)
    if document is None:
        raise NotFound("document")
    accepted = [(str(i.pk), i.text[:120]) for i in list_accepted(document_id=document_id, by=by)]
    initial = {"language": "fr", "valid_from": timezone.localdate()}
    form = VersionForm(request.POST or None, request.FILES or None, accepted=accepted, initial=initial)

    def act(values: dict[str, Any]) -> None:
        file = values["file"]
        add_version(
            by=by,
            at=timezone.now(),
            document_id=document_id,
            name=file.name or "",
            content=cast(BinaryIO, file.file),
            size=file.size or 0,
            values=values,
        )

    back = reverse("catalogue:document", args=[document_id])
    heading = _("Nouvelle version de %(title)s") % {"title": document.title}
    return form_page(request, form, act, done=back, heading=heading, back=back, multipart=True)


@require_http_methods(["GET", "POST"])
def version_edit(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Change the validity of a version."""
    by = current_user(request)
    require_permission(by, CataloguePermission.CHANGE_CATALOGUE)
    version, _path = open_version(version_id=version_id, by=by)
    form = DatesForm(request.POST or None, initial={n: getattr(version, n) for n in DatesForm.base_fields})
    opened = open_edit_form(request, form, version)
    back = reverse("catalogue:document", args=[version.document_id])
    return form_page(
        request,
        form,
        lambda values: change_version(
            by=by, at=timezone.now(), version_id=version_id, values=values, seen=seen_values(opened)
        ),
        done=back,
        heading=str(version),
        back=back,
        danger=reverse("catalogue:version_remove", args=[version_id]),
    )


@require_GET
def version_file(request: HttpRequest, version_id: UUID) -> FileResponse:
    """Return the file of a version as an attachment."""
    version, path = open_version(version_id=version_id, by=current_user(request))
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=version.name, content_type="application/octet-stream"
    )


@require_GET
def version_page(request: HttpRequest, version_id: UUID, page: int) -> FileResponse:
    """Return the picture of a page, immutable, so cached by browsers. Raise NotFound when it cannot be rendered."""
    version, path = open_version(version_id=version_id, by=current_user(request))
    picture = draw_page(path, page) if 1 <= page <= version.pages else None
    if picture is None:
        raise NotFound("page")
    response = FileResponse(picture.open("rb"), content_type="image/png")
    response["Cache-Control"] = "private, max-age=31536000, immutable"
    return response


@require_POST
def version_remove(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Delete a version."""
    return redirect(
        "catalogue:document",
        document_id=remove_version(by=current_user(request), at=timezone.now(), version_id=version_id),
    )


@require_POST
def document_remove(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """Delete a document with its versions."""
    remove_document(by=current_user(request), at=timezone.now(), document_id=document_id)
    return redirect("catalogue:documents")
