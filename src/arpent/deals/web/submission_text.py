"""Submissions of devices as labelled texts."""

from typing import Any

from django.utils.translation import gettext as _

from arpent.catalogue.public import list_families, list_questions
from arpent.kernel.ids import parse_id
from arpent.people.public import User
from arpent.web.formatting import format_date


def show_need(*, body: dict[str, Any], by: User) -> list[tuple[str, str, str]]:
    """Return (key, label, text) of a need's body."""
    family_id = parse_id(str(body.get("family") or ""))
    questions = {str(q.pk): q.text for q in list_questions(family_id=family_id, by=by)} if family_id else {}
    names = {str(f.pk): f.name for f in list_families(by=by)}
    rows = [
        ("deal_title", _("Affaire"), str(body.get("deal_title") or "")),
        ("family", _("Famille"), names.get(str(body.get("family")), "")),
        ("quantity", _("Quantité"), str(body.get("quantity") or "")),
        ("budget", _("Budget (HT)"), str(body.get("budget") or "")),
        ("deadline_on", _("Échéance"), format_date(body.get("deadline_on"))),
        ("constraints", _("Contraintes"), str(body.get("constraints") or "")),
        ("criteria", _("Critères"), str(body.get("criteria") or "")),
        ("supplier", _("Fournisseur d’aujourd’hui"), str(body.get("supplier") or "")),
        ("supplier_weakness", _("Ce qui ne va pas avec lui"), str(body.get("supplier_weakness") or "")),
    ]
    answers = body.get("answers")
    for key, raw in (answers if isinstance(answers, dict) else {}).items():
        value = raw.get("value", "") if isinstance(raw, dict) else raw
        rows.append((f"answers.{key}", questions.get(str(key), _("Autre réponse")), str(value)))
    return rows


def show_request(*, body: dict[str, Any], by: User) -> list[tuple[str, str, str]]:
    """Return (key, label, text) of a quote request's body."""
    return [
        ("deal_title", _("Affaire"), str(body.get("deal_title") or "")),
        ("text", _("Demande"), str(body.get("text") or "")),
        ("due_on", _("Pour le"), format_date(body.get("due_on"))),
    ]
