"""The configurator: every click an address, so that a configuration can be sent, gone back from, opened twice."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from arpent.kernel.refusals import NotFound, Refused
from arpent.people.public import Act, check_may, me, sentence_of

from ..queries.configuring import explain, open_configuration, show_configuration, show_need
from ..queries.families import get_family
from ..rules.configuring.address import ConfigurationAddress, read_address

# More refused values than this are folded away, so that what is possible is seen.
FOLD = 6
# A screen shows so many values of one question; needs and choices bring the others in reach.
SHOWN = 80


@require_GET
def configure(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Show what is possible; ``why=code`` with ``value=`` explains a refused value."""
    by = me(request)
    check_may(by, Act.SEE_CATALOGUE)
    family = get_family(family_id=family_id, by=by)
    if family is None:
        raise NotFound("family")
    address = read_address(request.META.get("QUERY_STRING", ""))
    choices, needs = dict(address.choices), list(address.needs)
    sentence = ""
    try:
        made = open_configuration(family_id=family_id, by=by, needs=needs)
    except Refused as refusal:
        if not request.GET.get("value_wanted"):
            raise
        # The need just written cannot be: it is told beside its field, and the others stay.
        sentence, needs = sentence_of(refusal), needs[:-1]
        made, address = open_configuration(family_id=family_id, by=by, needs=needs), address.with_needs(needs)
    choices = {k: v for k, v in choices.items() if made.built.index(k, v) is not None}
    address = address.with_choices(choices)
    sheet = show_configuration(made, choices)
    questions = []
    for q in sheet.questions:
        if q.computed or (q.slot and q.kind != "part"):
            continue
        options: list[dict[str, Any]] = []
        for c in q.choices:
            others = {k: v for k, v in choices.items() if k != q.code}
            after = others if c.chosen else others | {q.code: c.value}
            query = str(address.with_choices(after)) if c.possible else f"{address}&{_why(q.code, c.value)}"
            options.append({"choice": c, "query": query})
        possible = sorted((o for o in options if o["choice"].possible), key=lambda o: not o["choice"].chosen)
        refused = [o for o in options if not o["choice"].possible]
        if len(possible) <= SHOWN:
            possible = [o for o in options if o["choice"].possible]
        questions.append(
            {
                "question": q,
                "possible": possible[:SHOWN],
                "more": len(possible[SHOWN:]),
                "refused": refused[:SHOWN],
                "refused_count": len(refused),
                "more_refused": len(refused[SHOWN:]),
                "fold": len(refused) > FOLD,
                "read": [r for r in sheet.questions if r.slot == q.slot and r.slot and r.kind != "part"],
            }
        )
    asked, value = request.GET.get("why", ""), request.GET.get("value", "")
    told = explain(made, choices, asked, value) if asked else None
    way_out = ""
    if told:
        dropped = {t.code for t in told.give_up if not t.is_need}
        kept = [n for i, n in enumerate(needs) if i not in {t.need for t in told.give_up if t.is_need}]
        way_out = str(
            address.with_choices({k: v for k, v in choices.items() if k not in dropped} | {asked: value}).with_needs(
                kept
            )
        )
    needs_shown = [
        {"need": n, "name": made.built.variables[made.built.at[n.code]].name if n.code in made.built.at else n.code, "asks": show_need(n, made.built.variables[made.built.at[n.code]].unit if n.code in made.built.at else ""), "unmet": n in sheet.unmet,
         "without": str(address.with_needs(m for m in needs if m is not n))}
        for n in needs
    ]  # fmt: skip
    context = {
        "family": family, "sheet": sheet, "questions": questions, "told": told, "way_out": way_out, "needs": needs_shown,
        "computed": [q for q in sheet.questions if q.computed],
        "demands": [(v.code, f"{v.name} ({v.unit})" if v.unit else v.name) for v in made.built.variables if v.kind != "part"],
        "address": address, "start": str(ConfigurationAddress(purpose=address.purpose)),
        "may": by.may(Act.CHANGE_CATALOGUE),
    }  # fmt: skip
    if sentence:
        context |= {"sentence": sentence, "asked": request.GET.get("code", ""), "written": request.GET["value_wanted"]}
    return render(request, "catalogue/configure.html", context, status=422 if sentence else 200)


def _why(code: str, value: str) -> str:
    query = QueryDict(mutable=True)
    query["why"], query["value"] = code, value
    return query.urlencode()
