"""The firm's report forms, as screens and phones ask them."""

from typing import Any
from uuid import UUID

from arpent.people.public import User

from ..models import ReportForm, Section
from ..models.form import SECTION_KINDS
from ..rules.sections import QUESTIONS, Question, SectionKind

KIND_NAMES = dict(SECTION_KINDS)


def list_forms(*, by: User, active_only: bool = False) -> list[ReportForm]:
    """Return the firm's forms in order, sections at hand."""
    rows = ReportForm.objects.visible_to(by).prefetch_related(_sections(by))
    return list(rows.filter(active=True) if active_only else rows)


def _sections(by: User) -> Any:
    from django.db.models import Prefetch

    return Prefetch("sections", queryset=Section.objects.visible_to(by))


def get_form(*, form_id: UUID, by: User) -> ReportForm | None:
    """Return a report form, None when there is none."""
    return ReportForm.objects.visible_to(by).prefetch_related(_sections(by)).filter(pk=form_id).first()


def questions_of(form: ReportForm | None) -> list[Question]:
    """Return the questions of the firm's own on a form; none without a form."""
    if form is None:
        return []
    return [
        Question(str(s.pk), str(s), SectionKind(s.kind), tuple(s.choices), s.required)
        for s in form.sections.all()
        if s.kind in QUESTIONS
    ]


def form_as_data(form: ReportForm) -> dict[str, Any]:
    """Return a form as a phone keeps it."""
    return {
        "id": str(form.pk),
        "name": form.name,
        "purpose": form.purpose,
        "checklist": [x.strip() for x in form.checklist.splitlines() if x.strip()],
        "sections": [
            {"id": str(s.pk), "kind": s.kind, "title": s.title, "choices": list(s.choices), "required": s.required}
            for s in form.sections.all()
        ],
    }


def get_section(*, section_id: UUID, by: User) -> Section | None:
    """Return a section, None when there is none."""
    return Section.objects.visible_to(by).filter(pk=section_id).first()
