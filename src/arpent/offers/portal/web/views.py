"""Portal: the customer reads the quote, selects options, asks, signs or refuses, through a private link without an
account.
"""

import json
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.catalogue.public import terms_file
from arpent.kernel.errors import DomainError, NotFound
from arpent.web.client_address import address_of
from arpent.web.error_messages import add_form_errors, error_message
from arpent.web.rate_limits import enforce_rate_limit
from arpent.web.uploads import stored_path

from ...models import OfferFile
from ..actions.activity import ask_question, record_opening
from ..actions.signing import refuse_offer, sign_offer
from ..queries.access import link_file, resolve_link
from ..queries.page import get_portal_page
from .forms import QuestionForm, RefuseForm, SignForm


def _render_page(
    request: HttpRequest, token: str, *, status: int = 200, selected_options: list[str] | None = None, **context: Any
) -> HttpResponse:
    """Render a link's page in the offer's language."""
    link = resolve_link(token=token, day=timezone.localdate())
    with translation.override(link.version.language):
        offer = get_portal_page(link=link, day=timezone.localdate(), selection=selected_options)
        data = {"read": offer, "version": link.version, "token": token, "drawing": ""}
        forms = {
            "form": context.pop("form", None) or SignForm(initial={"name": link.name}),
            "question_form": context.pop("question_form", None) or QuestionForm(initial={"name": link.name}),
        }
        response = render(request, "offers/portal_quote.html", data | forms | context, status=status)
    response["Content-Language"] = link.version.language
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def quote(request: HttpRequest, token: str) -> HttpResponse:
    """Show the quote; POST signs it with the selected options.

    A replaced version answers 410 with the contact person. Raise NotFound for a link that is not valid.
    """
    enforce_rate_limit(request, "public_write" if request.method == "POST" else "public_link")
    try:
        link = resolve_link(token=token, day=timezone.localdate())
    except NotFound:
        raise
    except DomainError as refusal:
        return _closed(request, refusal)
    if request.method == "GET":
        return _choose(request, token) if "chosen" in request.GET else _render_page(request, token)
    with translation.override(link.version.language):
        return _sign(request, token)


def _closed(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Show that a link is no longer valid, with the contact person."""
    return render(request, "offers/portal_closed.html", {"sentence": error_message(refusal)}, status=410)


def _choose(request: HttpRequest, token: str) -> HttpResponse:
    """Render the page with other options; an invalid selection shows the proposed one with a message."""
    try:
        return _render_page(request, token, selected_options=_selected_options(request.GET))
    except DomainError as refusal:
        return _render_page(request, token, errors={"take": error_message(refusal)})


def _sign(request: HttpRequest, token: str) -> HttpResponse:
    post, form = request.POST, SignForm(request.POST)
    selected_options, method = _selected_options(post), post.get("method", "")
    errors: dict[str, str] = {}
    if form.is_valid():
        try:
            sign_offer(
                token=token,
                at=timezone.now(),
                method=method,
                selected_options=selected_options,
                agreed=post.get("agreed") == "yes",
                terms=post.get("terms") == "yes",
                drawing=_read_drawing(post.get("drawing", "")),
                ip=address_of(request),
                user_agent=request.headers.get("User-Agent", ""),
                **form.cleaned_data,
            )
        except NotFound:
            raise
        except DomainError as refusal:
            errors = {n: error_message(r) for n, r in refusal.by_field.items() if n not in form.fields}
            for name, field_refusal in refusal.by_field.items():
                if name in form.fields:
                    form.add_error(name, error_message(field_refusal))
            if refusal.code in ("offers.no_such_choice", "offers.two_alternatives"):
                selected_options = []
        else:
            return redirect(reverse("offers:portal", args=[token]) + "#signed")
    drawing = post.get("drawing", "")
    return _render_page(
        request,
        token,
        status=422,
        selected_options=selected_options,
        form=form,
        errors=errors,
        method=method,
        drawing=drawing,
    )


def _selected_options(data: QueryDict) -> list[str]:
    """Return the keys of the selected options (checkboxes) and alternatives (radio buttons per line)."""
    places = [str(data[k]) for k in data if k.startswith("take-") and data[k]]
    return [*data.getlist("take"), *places]


def _read_drawing(text: str) -> Any:
    try:
        return json.loads(text) if text and len(text) < 200_000 else None
    except (ValueError, RecursionError):
        return None


@login_not_required
@never_cache
@require_POST
def opened(request: HttpRequest, token: str) -> HttpResponse:
    """Record that the page was displayed; called by its script."""
    enforce_rate_limit(request, "public_link")
    record_opening(token=token, at=timezone.now())
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_POST
def question(request: HttpRequest, token: str) -> HttpResponse:
    """Record a question of the customer. Raise NotFound for a link that is not valid."""
    enforce_rate_limit(request, "public_write")
    form = QuestionForm(request.POST)
    language = resolve_link(token=token, day=timezone.localdate()).version.language
    with translation.override(language):
        if not form.is_valid():
            return _render_page(request, token, status=422, question_form=form)
        try:
            ask_question(token=token, at=timezone.now(), **form.cleaned_data)
        except NotFound:
            raise
        except DomainError as refusal:
            add_form_errors(refusal, form, "text")
            return _render_page(request, token, status=422, question_form=form)
    return redirect(reverse("offers:portal", args=[token]) + "#questions")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form of the refusal; POST refuses the offer. Raise NotFound for a link that is not valid."""
    enforce_rate_limit(request, "public_write" if request.method == "POST" else "public_link")
    link = resolve_link(token=token, day=timezone.localdate())
    back = reverse("offers:portal", args=[token])
    with translation.override(link.version.language):
        form = RefuseForm(request.POST or None, initial={"name": link.name})
        if request.method == "POST" and form.is_valid():
            try:
                refuse_offer(token=token, at=timezone.now(), **form.cleaned_data)
            except NotFound:
                raise
            except DomainError as refusal:
                add_form_errors(refusal, form)
            else:
                return redirect(back)
        context = {
            "form": form,
            "heading": _("Refuser l’offre %(offer)s") % {"offer": link.version.label},
            "back": back,
            "submit": _("Refuser l’offre"),
            "intro": (
                _("Votre réponse va à %(name)s. Vous pouvez dire ce qui aurait convenu.")
                % {"name": link.created_by.full_name}
            ),
        }
        return render(request, "form.html", context, status=422 if form.errors else 200)


@login_not_required
@never_cache
@require_GET
def document(request: HttpRequest, token: str) -> FileResponse:
    """Return the offer's document: signed once it is signed, else as sent. Raise NotFound without a valid link."""
    enforce_rate_limit(request)
    link = resolve_link(token=token, day=timezone.localdate())
    try:
        file = link_file(link, "signed")
    except NotFound:
        file = link_file(link, "offer")
    return send_file(file)


@login_not_required
@never_cache
@require_GET
def terms(request: HttpRequest, token: str) -> FileResponse:
    """Return the general terms of the version, typed as PDF only when the content is PDF. Raise NotFound
    without any.
    """
    enforce_rate_limit(request)
    link = resolve_link(token=token, day=timezone.localdate())
    if link.version.terms is None:
        raise NotFound("terms")
    path = terms_file(link.version.terms)
    with path.open("rb") as content:
        media = "application/pdf" if content.read(5) == b"%PDF-" else "application/octet-stream"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=link.version.terms.name, content_type=media)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def send_file(file: OfferFile, *, inline: bool = False) -> FileResponse:
    """Return a stored document, inline or as attachment. Raise NotFound when its file is missing on disk."""
    path: Path = stored_path("offers", file.stored_as)
    if not path.is_file():
        raise NotFound("file")
    return FileResponse(path.open("rb"), as_attachment=not inline, filename=file.name, content_type="application/pdf")
