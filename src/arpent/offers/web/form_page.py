"""A page with one form: shown, sent, refused beside its fields or done. Written once for the pages of offers."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from arpent.kernel.refusals import Refused
from arpent.people.public import show_on_form


def form_page(
    request: HttpRequest, form: forms.Form, act: Callable[[dict[str, Any]], object], *, done: str, field: str | None = None, **context: Any
) -> HttpResponse:  # fmt: skip
    """Draw a form, or carry out ``act`` with its clean values and go to ``done``.

    A refusal is shown beside its field, ``field`` when it names none. ``context``: heading, back, submit, intro, danger.
    """
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except Refused as refusal:
            show_on_form(refusal, form, field) if field else show_on_form(refusal, form)
        else:
            return redirect(done)
    return render(request, "form.html", {"form": form, **context}, status=422 if form.errors else 200)
