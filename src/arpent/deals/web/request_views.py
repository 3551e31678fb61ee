"""Views of a deal's information requests, and the answer page of a signed link, without an account."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import DomainError
from arpent.web.error_messages import add_form_errors
from arpent.web.form_page import form_page
from arpent.web.rate_limits import enforce_rate_limit
from arpent.web.session import current_user

from ..actions.deals import get_deal
from ..actions.information_requests import answer_request, create_request, read_link, withdraw_request
from .forms import AnswerForm, InformationRequestForm


@require_http_methods(["GET", "POST"])
def request_new(request: HttpRequest, deal_id: UUID) -> HttpResponse:
    """Show the form of a new request, and create it."""
    by = current_user(request)
    parent = get_deal(deal_id=deal_id, by=by)
    page = reverse("deals:deal", args=[deal_id])
    form = InformationRequestForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda values: create_request(deal_id=deal_id, by=by, at=timezone.now(), values=values),
        done=page + "#requests",
        heading=_("Une demande pour %(title)s") % {"title": parent.title},
        back=page,
        submit=_("Demander"),
        intro=_("La personne répond par un lien signé, sans compte : vous le lui envoyez d’un clic depuis l’affaire."),
    )


@require_POST
def withdraw(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Withdraw a request (POST)."""
    withdrawn = withdraw_request(request_id=request_id, by=current_user(request), at=timezone.now())
    return redirect(reverse("deals:deal", args=[withdrawn.deal_id]) + "#requests")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show a request to the holder of its link and save the answer; no other data is shown."""
    enforce_rate_limit(request, "public_write" if request.method == "POST" else "public_link")
    stored = read_link(token=token, at=timezone.now())
    form = AnswerForm(
        request.POST or None, initial={"answer": stored.answer, "name": stored.answered_by or stored.name}
    )
    opened = open_edit_form(
        request,
        form,
        stored,
        names={"answered_by": "name"},
        shown={"answer": stored.answer, "answered_by": stored.answered_by or stored.name},
    )
    if request.method == "POST" and form.is_valid():
        try:
            answer_request(
                token=token,
                at=timezone.now(),
                answer=form.cleaned_data["answer"],
                name=form.cleaned_data["name"],
                seen=seen_values(opened),
            )
        except DomainError as refusal:
            add_form_errors(refusal, form)
        else:
            return redirect(request.path + "?kept=1")
    context = {"question": stored, "form": form, "kept": request.GET.get("kept") == "1" and bool(stored.answered_at)}
    return render(request, "deals/answer.html", context, status=422 if form.errors else 200)
