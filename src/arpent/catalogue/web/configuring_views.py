"""The configurator: every click an address, so that a configuration can be sent, gone back from, opened twice."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_GET

from arpent.kernel.refusals import NotFound
from arpent.people.public import Act, check_may, me

from ..queries.configuring import explain, open_configuration, show_configuration, show_need
from ..queries.families import get_family
from ..rules.building import split_comparison
from ..rules.configuring.session import Need


def read_query(query: QueryDict) -> tuple[dict[str, str], list[Need]]:
    """Return (choices, needs) of an address: ``c.pompe=P20``, ``need=debit>=40 m³/h``."""
    choices = {k[2:]: str(v) for k, v in query.items() if k.startswith("c.") and v}
    needs = []
    for text in query.getlist("need"):
        for sign in (">=", "<=", "≥", "≤", "=", ">", "<"):
            code, found, rest = text.partition(sign)
            if found:
                comparison, value = split_comparison(sign + rest)
                needs.append(Need(code.strip(), comparison, value.strip()))
                break
    if query.get("code") and query.get("value_wanted"):
        comparison, value = split_comparison(str(query["value_wanted"]).strip())
        needs.append(Need(str(query["code"]), comparison, value))
    return choices, list(dict.fromkeys(n for n in needs if n.value))


def write_query(choices: dict[str, str], needs: list[Need]) -> str:
    query = QueryDict(mutable=True)
    for code, value in choices.items():
        query[f"c.{code}"] = value
    query.setlist("need", [f"{n.code}{n.comparison}{n.value}" for n in needs])
    return query.urlencode()


@require_GET
def configure(request: HttpRequest, family_id: UUID) -> HttpResponse:
    """Show what is possible; ``why=code`` with ``value=`` explains a refused value."""
    by = me(request)
    check_may(by, Act.SEE_CATALOGUE)
    family = get_family(family_id=family_id, by=by)
    if family is None:
        raise NotFound("family")
    choices, needs = read_query(request.GET)
    made = open_configuration(family_id=family_id, by=by, needs=needs)
    choices = {k: v for k, v in choices.items() if made.built.index(k, v) is not None}
    sheet = show_configuration(made, choices)
    questions = []
    for q in sheet.questions:
        if q.computed or (q.slot and q.kind != "part"):
            continue
        options: list[dict[str, Any]] = []
        for c in q.choices:
            others = {k: v for k, v in choices.items() if k != q.code}
            after = others if c.chosen else others | {q.code: c.value}
            query = (
                write_query(after, needs) if c.possible else write_query(choices, needs) + f"&{_why(q.code, c.value)}"
            )
            options.append({"choice": c, "query": query})
        questions.append(
            {
                "question": q,
                "options": options,
                "read": [r for r in sheet.questions if r.slot == q.slot and r.slot and r.kind != "part"],
            }
        )
    asked, value = request.GET.get("why", ""), request.GET.get("value", "")
    told = explain(made, choices, asked, value) if asked else None
    way_out = ""
    if told:
        dropped = {t.code for t in told.give_up if not t.is_need}
        kept = [n for i, n in enumerate(needs) if i not in {t.need for t in told.give_up if t.is_need}]
        way_out = write_query({k: v for k, v in choices.items() if k not in dropped} | {asked: value}, kept)
    needs_shown = [
        {"need": n, "name": made.built.variables[made.built.at[n.code]].name if n.code in made.built.at else n.code, "asks": show_need(n, made.built.variables[made.built.at[n.code]].unit if n.code in made.built.at else ""), "unmet": n in sheet.unmet,
         "without": write_query(choices, [m for m in needs if m is not n])}
        for n in needs
    ]  # fmt: skip
    context = {
        "family": family, "sheet": sheet, "questions": questions, "told": told, "way_out": way_out, "needs": needs_shown,
        "computed": [q for q in sheet.questions if q.computed],
        "demands": [(v.code, f"{v.name} ({v.unit})" if v.unit else v.name) for v in made.built.variables if v.kind != "part"],
        "held": [(f"c.{k}", v) for k, v in choices.items()] + [("need", f"{n.code}{n.comparison}{n.value}") for n in needs],
        "may": by.may(Act.CHANGE_CATALOGUE),
    }  # fmt: skip
    return render(request, "catalogue/configure.html", context)


def _why(code: str, value: str) -> str:
    query = QueryDict(mutable=True)
    query["why"], query["value"] = code, value
    return query.urlencode()
