"""Views of personal data: find a person, show the stored data, export, erase."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.database.folding import contains_words
from arpent.kernel.errors import DomainError
from arpent.people.public import require_permission
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ..actions.erasing import erase_person, find_all
from ..actions.exporting import export_person
from ..actions.repeating import accept_repeat
from ..actions.tombstones import lift_tombstones
from ..messages import REPEATS, RETENTION_REASONS, place_label
from ..permissions import PrivacyPermission
from ..queries.declared import every_row
from ..queries.overview import check_erasure, list_erasures
from ..queries.repeats import list_repeats
from ..queries.subjects import KINDS, subject_of, typed_subject
from ..rules.subject import Subject
from ..rules.words import Words
from .forms import CONFIRMATION, EraseForm, LiftForm, SearchForm, TypedForm
from .summary import summarise


@require_http_methods(["GET", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Search a person everywhere, and list the erasures."""
    by = current_user(request)
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    form = SearchForm(request.POST or None)
    erasures = list_erasures(by=by)
    context: dict[str, Any] = {
        "form": form,
        "erasures": erasures,
        "repeats": list_repeats(by=by),
        "repeat_words": REPEATS,
        "place_words": {place: place_label(place) for e in erasures for place in e.counts},
        "reason_words": RETENTION_REASONS,
    }
    if request.method == "POST" and form.is_valid():
        context["found"] = _records_like(form.cleaned_data)
        subject = _subject(form.cleaned_data)
        if subject.is_empty:
            form.add_error(None, _("Indiquez un nom, une adresse e-mail ou un téléphone à chercher."))
        else:
            findings = find_all(subject=subject, by=by)
            context |= {
                "searched": True,
                "typed": TypedForm(initial=form.cleaned_data),
                "places": summarise(findings, Words(subject))["places"],
                "trail_count": len(findings.trail),
            }
    return render(request, "privacy/home.html", context, status=422 if form.errors else 200)


def _records_like(values: dict[str, str]) -> list[tuple[str, Any, str]]:
    """Return (kind, address, label) of the contacts, users and sole traders that the typed words may mean."""
    subject = _subject(values)
    found: list[tuple[str, Any, str]] = []
    last = subject.names[0][1] if subject.names else ""
    for kind, columns in (("contact", ("phone", "mobile")), ("user", ("phone",)), ("company", ("phone",))):
        condition = Q(pk__in=[])
        if last:
            condition |= contains_words(last, "name" if kind == "company" else "last_name")
        for email in subject.emails:
            condition |= Q(email__iexact=email)
        for column in columns:
            condition |= Q(**{f"{column}__in": subject.phones})
        rows = every_row(apps.get_model(KINDS[kind])).filter(condition).order_by("pk")[:20]
        found += [
            (kind, reverse(f"privacy:{kind}", args=[r.pk]), f"{r} · {r.company.name}" if kind == "contact" else str(r))
            for r in rows
        ]
    return found


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, kind: str, **ids: UUID) -> HttpResponse:
    """Show the stored data of a person identified by a record, and erase it after confirmation. Raise NotFound."""
    (record_id,) = ids.values()
    require_permission(current_user(request), PrivacyPermission.ERASE_PERSONS)
    return _person_page(
        request, subject_of(kind, record_id, _words(request)), reverse(f"privacy:{kind}_export", args=[record_id])
    )


@require_POST
def other(request: HttpRequest) -> HttpResponse:
    """Show and erase the stored data of a person identified by typed words."""
    require_permission(current_user(request), PrivacyPermission.ERASE_PERSONS)
    typed = _typed(request)
    return _person_page(request, _subject(typed, _words(request)), reverse("privacy:other_export"), typed)


def _person_page(
    request: HttpRequest, subject: Subject, export: str, typed: dict[str, str] | None = None
) -> HttpResponse:
    by, decides = current_user(request), "confirmation" in request.POST
    form = EraseForm(request.POST if decides else None)
    if decides and "everywhere" in request.POST:
        subject = _everywhere(subject)
    if decides and form.is_valid():
        if form.cleaned_data["confirmation"].strip() != str(CONFIRMATION):
            add_form_errors(DomainError("privacy.not_confirmed"), form, "confirmation")
        else:
            try:
                erasure = erase_person(
                    subject=subject,
                    by=by,
                    at=timezone.now(),
                    basis=form.cleaned_data["basis"],
                    files=request.POST.getlist("file"),
                    whole=form.cleaned_data["whole"],
                )
            except DomainError as refusal:
                add_form_errors(refusal, form)
            else:
                messages.info(
                    request,
                    _("La personne est effacée : %(count)s passages ou fiches.")
                    % {"count": sum(erasure.counts.values())},
                )
                return redirect("privacy:home")
    context = summarise(find_all(subject=subject, by=by), Words(subject))
    context |= {
        "subject": subject,
        "form": form,
        "export": export,
        "confirmation": CONFIRMATION,
        "chosen": request.POST.getlist("file"),
    }
    context["typed"] = TypedForm(initial=typed) if typed else None
    return render(request, "privacy/person.html", context, status=422 if form.errors else 200)


@require_POST
def export(request: HttpRequest, kind: str, **ids: UUID) -> StreamingHttpResponse:
    """Return the ZIP with the data of a person identified by a record. Raise NotFound."""
    require_permission(current_user(request), PrivacyPermission.ERASE_PERSONS)
    return _export(request, subject_of(kind, next(iter(ids.values()))))


@require_POST
def other_export(request: HttpRequest) -> StreamingHttpResponse:
    """Return the ZIP with the data of a person identified by typed words."""
    require_permission(current_user(request), PrivacyPermission.ERASE_PERSONS)
    return _export(request, _subject(_typed(request)))


def _export(request: HttpRequest, subject: Subject) -> StreamingHttpResponse:
    archive = export_person(subject=subject, by=current_user(request), at=timezone.now())
    name = _("donnees-personnelles") + f"-{timezone.localdate():%Y-%m-%d}.zip"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return StreamingHttpResponse(
        iter(lambda: archive.read(65_536), b""), content_type="application/zip", headers=headers
    )


@require_http_methods(["GET", "POST"])
def lift(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """Lift an erasure at the person's request. Raise NotFound for an unknown erasure."""
    by = current_user(request)
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    check_erasure(erasure_id=erasure_id, by=by)
    return form_page(
        request,
        LiftForm(request.POST or None),
        lambda values: lift_tombstones(erasure_id=erasure_id, by=by, at=timezone.now(), reason=values["reason"]),
        done=reverse("privacy:home"),
        field="reason",
        heading=_("Lever un effacement"),
        back=reverse("privacy:home"),
        submit=_("Lever l’effacement"),
        intro=_(
            "Les formulaires, les imports et les téléphones pourront de nouveau enregistrer cette personne. Ce qui a"
            " été effacé ne revient pas."
        ),
    )


@require_POST
def repeat(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Erase again the person that a restored backup brought back, or note that it was checked. Raise NotFound."""
    try:
        count = accept_repeat(item_id=item_id, by=current_user(request), at=timezone.now())
    except DomainError as refusal:
        if refusal.code != "privacy.still_active":
            raise
        messages.error(request, error_message(refusal))
    else:
        messages.info(
            request, _("Personnes effacées de nouveau : %(count)s.") % {"count": count} if count else _("C’est noté.")
        )
    return redirect("privacy:home")


@require_GET
def panel(request: HttpRequest, kind: str, record_id: UUID) -> HttpResponse:
    """Link a record's page to its personal data, for those with the permission."""
    if not current_user(request).has_permission(PrivacyPermission.ERASE_PERSONS):
        return HttpResponse("")
    return render(request, "privacy/panel.html", {"url": reverse(f"privacy:{kind}", args=[record_id]), "kind": kind})


def _words(request: HttpRequest) -> tuple[str, ...]:
    return EraseForm(request.POST).extra_words()


def _typed(request: HttpRequest) -> dict[str, str]:
    form = SearchForm(request.POST)
    if not form.is_valid():
        raise DomainError("privacy.nobody")
    return {k: form.cleaned_data[k] for k in ("name", "email", "phone")}


def _subject(typed: dict[str, str], words: tuple[str, ...] = ()) -> Subject:
    return typed_subject(name=typed["name"], email=typed["email"], phone=typed["phone"], words=words)


def _everywhere(subject: Subject) -> Subject:
    return replace(subject, words=(*subject.words, *(last for _first, last in subject.names if last)))
