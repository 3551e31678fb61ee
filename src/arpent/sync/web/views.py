"""Views of submissions that need a decision, of devices, and of the policy of the offline snapshot."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import User, get_organisation, require_permission
from arpent.visits.permissions import VisitPermission
from arpent.web.error_messages import error_message
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.conflict_resolution import command_of, drop_version, get_version, resolve_conflict
from ..actions.devices import revoke_device
from ..actions.files import bytes_of, media_of
from ..actions.outbox_import import import_outbox
from ..actions.policy import save_policy
from ..models import SubmissionVersion
from ..queries.policy import get_policy
from ..queries.sorting import compare, list_open, list_phones, list_versions, merged_body
from ..rules.field_conflicts import FieldRow, choices_of, is_editable
from ..rules.version_state import OPEN, State
from .forms import ExportedForm, PolicyForm

SALT = "arpent.sync.shown"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the versions that need a decision, and the devices with missing or unsent submissions."""
    by, now = current_user(request), timezone.now()
    require_permission(by, VisitPermission.REPORT_VISITS)
    rows = [{"version": v, "name": command_of(v).name, "sentence": _sentence(v)} for v in list_open(by=by)]
    context = {
        "rows": rows,
        "phones": list_phones(by=by, now=now),
        "session_key": request.session.session_key,
        "may_set": by.has_permission(VisitPermission.SET_FIELD),
        "policy": get_policy(by=by),
    }
    return render(request, "sync/home.html", context)


def _sentence(version: object) -> str:
    refusal, facts = getattr(version, "refusal", ""), getattr(version, "facts", {})
    return error_message(DomainError(refusal, **facts)) if refusal else ""


@require_http_methods(["GET", "POST"])
def version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Show a version beside the record, and resolve it field by field."""
    by = current_user(request)
    found = get_version(version_id=version_id, by=by)
    command, refused = command_of(found), ""
    if request.method == "POST":
        chosen = {k.removeprefix("from_"): str(v) for k, v in request.POST.items() if k.startswith("from_")}
        written = {k.removeprefix("text_"): str(v) for k, v in request.POST.items() if k.startswith("text_")}
        try:
            rows = compare(version=found, by=by)
            if any(r.stored_text for r in rows):
                chosen = _checked(rows, chosen)
            body = merged_body(version=found, by=by, chosen=chosen, written=written)
            seen = _seen_posted(request, found)
            resolve_conflict(version_id=version_id, by=by, at=timezone.now(), body=body, seen=seen)
        except DomainError as refusal:
            refused = error_message(refusal)
            found = get_version(version_id=version_id, by=by)
        else:
            return redirect("sync:home")
    rows = compare(version=found, by=by)
    has_record, is_open = any(r.stored_text for r in rows), found.state in OPEN
    differing = [r for r in rows if (r.conflicts if has_record and is_open else r.differs)]
    waits = command.chooser if found.state == State.WAITING else None
    find = request.GET.get("find", "").strip()[:100]
    context = {
        "shown": _shown(found, by),
        "version": found,
        "name": command.name,
        "differing": differing,
        "one_sided": [r for r in rows if r.differs and r not in differing],
        "same": [r for r in rows if not r.differs and r.submitted_text],
        "plain": {k: v for k, v in found.corrected_body.items() if is_editable(v)},
        "sentence": refused or _sentence(found),
        "open": is_open,
        "others": [v for v in list_versions(version=found, by=by) if v.pk != found.pk],
        "page": reverse(command.page, args=[found.submission.record_id]) if command.page and has_record else "",
        "has_record": has_record,
        "media": media_of(found),
        "chooser": waits,
        "choices": waits.find(text=find, by=by) if waits else [],
        "find": find,
    }
    return render(request, "sync/version.html", context, status=422 if refused else 200)


@require_GET
def version_file(request: HttpRequest, version_id: UUID) -> FileResponse:
    """Serve the file of a version with its detected media type, sandboxed. Raise NotFound without one."""
    found = get_version(version_id=version_id, by=current_user(request))
    path, media = bytes_of(found), media_of(found)
    if path is None or not media:
        raise NotFound("file")
    response = FileResponse(path.open("rb"), content_type=media)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _checked(rows: list[FieldRow], chosen: dict[str, str]) -> dict[str, str]:
    """Return the side of each differing field. Raise DomainError when one that both sides changed was not chosen."""
    missing = [r.words for r in rows if r.conflicts and chosen.get(r.key) not in ("stored", "submitted")]
    if missing:
        raise DomainError("sync.choose_each", fields=", ".join(str(words) for words in missing))
    return choices_of(rows, chosen)


def _shown(found: SubmissionVersion, by: User) -> str:
    """Return the record as the page shows it, signed: its choices are merged with what others write meanwhile.

    "" for none.
    """
    command = command_of(found)
    stored = command.read(record_id=found.submission.record_id, by=by) if command.merges else None
    return signing.dumps([by.pk.hex, found.pk.hex, stored], salt=SALT, compress=True) if stored is not None else ""


def _seen_posted(request: HttpRequest, found: SubmissionVersion) -> dict[str, Any] | None:
    """Return the record as the person saw it; {}, which is nothing, when that was made for another page or person."""
    if "shown" not in request.POST:
        return None
    try:
        person, pk, stored = signing.loads(request.POST["shown"], salt=SALT)
    except signing.BadSignature:
        return {}
    return dict(stored) if (person, pk) == (current_user(request).pk.hex, found.pk.hex) else {}


@require_POST
def drop(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Dismiss a submitted version (POST)."""
    drop_version(version_id=version_id, by=current_user(request), at=timezone.now())
    return redirect("sync:home")


@require_POST
def revoke(request: HttpRequest, device_id: UUID) -> HttpResponse:
    """Revoke a device (POST): its token and its session end."""
    device, operation_id = revoke_device(device_id=device_id, by=current_user(request), at=timezone.now())
    text = _(
        "%(name)s de %(person)s est révoqué : ses fiches s’effacent à son prochain contact, ce qui reste à envoyer y"
        " est gardé."
    )
    facts = {"name": device.name, "person": device.person.full_name}
    messages.info(request, text % facts, extra_tags=reverse("history:undo", args=[operation_id]))
    return redirect("sync:home")


@require_http_methods(["GET", "POST"])
def exported(request: HttpRequest) -> HttpResponse:
    """Import an exported outbox."""
    by = current_user(request)
    require_permission(by, VisitPermission.REPORT_VISITS)
    form = ExportedForm(request.POST or None, request.FILES or None)
    heading, home_page = _("Recevoir un fichier exporté"), reverse("sync:home")

    def take(cleaned_data: dict[str, Any]) -> None:
        receipts, unread = import_outbox(by=by, at=timezone.now(), content=cleaned_data["file"])
        facts = {"n": len(receipts), "open": sum(1 for r in receipts if r.state in OPEN), "unread": unread}
        messages.info(request, _("%(n)s saisies reçues, %(open)s à régler, %(unread)s illisibles.") % facts)

    return form_page(
        request,
        form,
        take,
        done=home_page,
        field="file",
        heading=heading,
        back=home_page,
        multipart=True,
        submit=_("Recevoir"),
    )


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Show and change what phones may copy."""
    by, home_page = current_user(request), reverse("sync:home")
    require_permission(by, VisitPermission.SET_FIELD)
    existing = get_policy(by=by)
    form = PolicyForm(request.POST or None, initial={n: getattr(existing, n) for n in PolicyForm.base_fields})
    opened = open_edit_form(request, form, get_organisation())
    return form_page(
        request,
        form,
        lambda cleaned_data: save_policy(by=by, at=timezone.now(), values=cleaned_data, seen=seen_values(opened)),
        done=home_page,
        back=home_page,
        heading=_("Ce que les téléphones emportent"),
    )
