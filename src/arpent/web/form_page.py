"""A page with one form: shown, sent, refused beside its fields or done. The one way to draw such a page."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from arpent.kernel.errors import DomainError

from .error_messages import add_form_errors


def form_page(
    request: HttpRequest,
    form: forms.Form,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str | Callable[[Any], str],
    field: str | None = None,
    template: str = "form.html",
    **context: Any,
) -> HttpResponse:
    """Draw a form, or carry out ``act`` with its clean values and go to ``done``, which may be made of what ``act``
    returns.

    A refusal is shown beside its field, ``field`` when it names none. ``context``: heading, back, submit, intro,
    danger.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = act(dict(form.cleaned_data))
        except DomainError as refusal:
            add_form_errors(refusal, form, field) if field else add_form_errors(refusal, form)
        else:
            return redirect(done(result) if callable(done) else done)
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
