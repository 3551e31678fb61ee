"""Generic view of a page with one form: display, validation, execution, redirect. All single-form pages use it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from arpent.kernel.errors import DomainError

from .error_messages import add_form_errors


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    done: str | Callable[[Any], str],
    field: str | None = None,
    template: str = "form.html",
    **context: Any,
) -> HttpResponse:
    """Render a form, or call ``act`` with its cleaned values and redirect to ``done``.

    ``done``: an address, or a function from the result of ``act`` to one. A DomainError is added to its form field, by
    default to ``field``. ``context``: heading, back, submit, intro, danger. Status 422 for a form with errors.
    """
    if request.method == "POST" and form.is_valid():
        try:
            result = act(dict(form.cleaned_data))
        except DomainError as refusal:
            add_form_errors(refusal, form, field) if field else add_form_errors(refusal, form)
        else:
            return redirect(done(result) if callable(done) else done)
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
