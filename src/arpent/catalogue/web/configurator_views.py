"""The configurator page: its state is in the URL, so that it can be shared, reloaded and navigated back."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from arpent.configurator.public import Configuration, ConfigurationAddress, Need, read_address
from arpent.kernel.errors import DomainError, NotFound
from arpent.people.public import require_permission
from arpent.web.error_messages import error_message
from arpent.web.form_fields import select_field
from arpent.web.session import current_user

from ..permissions import CataloguePermission
from ..queries.configuration_cache import open_configuration
from ..queries.families import get_family
from .configurator_page import ConfiguratorPage, ExplanationView, Question, explain, show_configuration, show_need

# Above this number, refused values are collapsed.
FOLD = 6
# Maximum number of values shown per question; needs and choices narrow them.
SHOWN = 80


@require_GET
def configure(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Show the configurator; ``why=code`` with ``value=`` explains a refused value. Raise NotFound for an unknown
    family.
    """
    by = current_user(request)
    require_permission(by, CataloguePermission.SEE_CATALOGUE)
    family = get_family(family_id=family_id, by=by)
    if family is None:
        raise NotFound("family")
    address = read_address(request.META.get("QUERY_STRING", ""))
    choices, needs = dict(address.choices), list(address.needs)
    sentence = ""
    try:
        configuration = open_configuration(family_id=family_id, by=by, needs=needs)
    except DomainError as refusal:
        if not request.GET.get("value_wanted"):
            raise
        # The need just written cannot be: its error is shown beside its field, and the others stay.
        sentence, needs = error_message(refusal), needs[:-1]
        configuration, address = open_configuration(family_id=family_id, by=by, needs=needs), address.with_needs(needs)
    choices = {k: v for k, v in choices.items() if configuration.encoded.index(k, v) is not None}
    address = address.with_choices(choices)
    sheet = show_configuration(configuration, choices)
    explained_key, value = request.GET.get("why", ""), request.GET.get("value", "")
    explanation = explain(configuration, choices, explained_key, value) if explained_key else None
    variables = configuration.encoded.variables
    demands = [(v.code, f"{v.name} ({v.unit})" if v.unit else v.name) for v in variables if v.kind != "part"]
    context = {
        "family": family,
        "sheet": sheet,
        "address": address,
        "start": str(ConfigurationAddress(purpose=address.purpose)),
        "questions": [
            _question(q, sheet, address)
            for q in sheet.questions
            if not q.computed and (not q.component or q.kind == "part")
        ],
        "explanation": explanation,
        "minimal_change": _minimal_change(explanation, address, explained_key, value) if explanation else "",
        "needs": [_need(n, configuration, sheet, address) for n in needs],
        "computed": [q for q in sheet.questions if q.computed],
        "sentence": sentence,
        "written": request.GET.get("value_wanted", "") if sentence else "",
        "need_select": select_field("code", demands, request.GET.get("code", ""), attrs={"id": "n-code"}),
    }
    return render(request, "catalogue/configure.html", context, status=422 if sentence else 200)


def _question(question: Question, sheet: ConfiguratorPage, address: ConfigurationAddress) -> dict[str, Any]:
    """Return a question for the template: each value with its link, those shown and the number of others."""
    possible: list[dict[str, Any]] = []
    refused: list[dict[str, Any]] = []
    others = {k: v for k, v in address.choices.items() if k != question.code}
    for choice in question.choices:
        if choice.possible:
            after = others if choice.chosen else others | {question.code: choice.value}
            possible.append({"choice": choice, "query": str(address.with_choices(after))})
        else:
            explanation = urlencode({"why": question.code, "value": choice.value})
            refused.append({"choice": choice, "query": f"{address}&{explanation}"})
    if len(possible) > SHOWN:
        possible.sort(key=lambda o: not o["choice"].chosen)  # the chosen value is always shown
    return {
        "question": question,
        "possible": possible[:SHOWN],
        "more": len(possible[SHOWN:]),
        "refused": refused[:SHOWN],
        "refused_count": len(refused),
        "more_refused": len(refused[SHOWN:]),
        "fold": len(refused) > FOLD,
        "read": [r for r in sheet.questions if r.component == question.component and r.component and r.kind != "part"],
    }


def _minimal_change(explanation: ExplanationView, address: ConfigurationAddress, code: str, value: str) -> str:
    """Return the address of the smallest change that allows the refused value."""
    dropped = {t.code for t in explanation.give_up if not t.is_need}
    abandoned = {t.need for t in explanation.give_up if t.is_need}
    remaining = (n for i, n in enumerate(address.needs) if i not in abandoned)
    choices = {k: v for k, v in address.choices.items() if k not in dropped} | {code: value}
    return str(address.with_choices(choices).with_needs(remaining))


def _need(
    need: Need, configuration: Configuration, sheet: ConfiguratorPage, address: ConfigurationAddress
) -> dict[str, Any]:
    """Return a need for the template: subject, text, address without it."""
    at = configuration.encoded.at.get(need.code)
    name, unit = (
        (configuration.encoded.variables[at].name, configuration.encoded.variables[at].unit)
        if at is not None
        else (need.code, "")
    )
    return {
        "need": need,
        "name": name,
        "asks": show_need(need, unit),
        "unmet": need in sheet.unmet,
        "without": str(address.with_needs(n for n in address.needs if n is not need)),
    }
