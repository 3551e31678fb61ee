"""Reports, survey replies and files as labelled texts."""

from typing import Any

from django.utils.translation import gettext as _

from arpent.clients.public import company_words
from arpent.kernel.ids import parse_id
from arpent.people.public import User
from arpent.web.formatting import format_date, format_datetime

from ..models import Attachment, LeftItem, Visit
from ..queries.forms import get_form

Shown = tuple[str, str, str]


def show_report(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a report's body, in the order of a report; missing values have an empty text."""
    reached = dict(Visit.Reached.choices)
    rows: list[Shown] = [
        ("company", _("Entreprise"), company_words(body=body, by=by)),
        ("started_at", _("Début"), format_datetime(body.get("started_at"))),
        ("ended_at", _("Fin"), format_datetime(body.get("ended_at"))),
        ("aim", _("But"), str(body.get("aim") or "")),
        ("aim_reached", _("But atteint ?"), str(reached.get(str(body.get("aim_reached") or ""), ""))),
        ("met", _("Personnes rencontrées"), ", ".join(str(m.get("name", "")) for m in _rows(body.get("met")))),
        ("said", _("Ce qui s’est dit"), str(body.get("said") or "")),
        ("need", _("Besoin"), str(body.get("need") or "")),
        ("competitor", _("Concurrent"), str(body.get("competitor") or "")),
        ("left", _("Laissé ou repris"), "; ".join(_left_words(x) for x in _rows(body.get("left")))),
        ("next_step", _("Prochaine action"), str(body.get("next_step") or "")),
        ("next_step_on", _("Pour le"), format_date(body.get("next_step_on"))),
        ("satisfaction", _("Satisfaction"), f"{body['satisfaction']} / 5" if body.get("satisfaction") else ""),
    ]
    return rows + show_answers(body=body, by=by)


def show_answers(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, title, text) of the answers to the firm's questions; those of a deleted question as
    "Autre réponse".
    """
    form_id = parse_id(str(body.get("form") or ""))
    form = get_form(form_id=form_id, by=by) if form_id else None
    titles = {str(s.pk): str(s) for s in form.sections.all()} if form else {}
    stored = body.get("answers")
    return [
        (f"answers.{k}", titles.get(k, _("Autre réponse")), _answer_words(v))
        for k, v in (stored if isinstance(stored, dict) else {}).items()
    ]


def _rows(stored: Any) -> list[dict[str, Any]]:
    """Return the rows of a body that can be shown: a body that was refused may hold anything."""
    return [x for x in stored if isinstance(x, dict)] if isinstance(stored, list) else []


def _answer_words(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(v) for v in value)
    return {"yes": _("oui"), "no": _("non")}.get(str(value), str(value))


def _left_words(row: dict[str, Any]) -> str:
    kind = dict(LeftItem.Kind.choices).get(str(row.get("kind")), "")
    return f"{row.get('quantity', 1)} × {row.get('label', '')} ({kind}, {format_date(row.get('on'))})"


def show_reply(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a survey reply."""
    return [("company", _("Entreprise"), company_words(body=body, by=by)), *show_answers(body=body, by=by)]


def show_file(*, body: dict[str, Any], by: User) -> list[Shown]:
    """Return (key, label, text) of a file."""
    kinds = dict(Attachment.Kind.choices)
    return [
        ("caption", _("Légende"), str(body.get("caption") or kinds.get(str(body.get("kind")), ""))),
        ("company", _("Entreprise"), company_words(body=body, by=by)),
        ("taken_at", _("Pris le"), format_datetime(body.get("taken_at"))),
    ]
