"""Actions on the firm's report forms and their sections."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from arpent.database.lengths import checked_text, checked_texts
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound, ValidationErrors
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, merge_record
from arpent.people.public import User, require_permission

from ..models import ReportForm, Section
from ..permissions import VisitPermission
from ..rules.section_drafts import read_section
from ..rules.sections import SectionKind


def save_form(
    *,
    by: User,
    at: dt.datetime,
    name: str,
    purpose: str = "visit",
    checklist: str = "",
    active: bool = True,
    form_id: UUID | None = None,
    seen: Seen = None,
) -> ReportForm:
    """Create or change a form; a new report form begins with the sections ``USUAL``.
    Raise ValidationErrors for visits.form_name_needed, visits.wrong_purpose, visits.purpose_stays or a text longer than
    its column, Conflict for a value changed concurrently (see ``seen``), NotFound, DomainError people.not_allowed.
    """
    require_permission(by, VisitPermission.SET_FIELD)
    if not name.strip():
        raise ValidationErrors({"name": DomainError("visits.form_name_needed")})
    if purpose not in ReportForm.Purpose.values:
        raise ValidationErrors({"purpose": DomainError("visits.wrong_purpose")})
    name, checklist = checked_texts(ReportForm, {"name": name, "checklist": checklist}).values()
    with operation(by=by, at=at, kind="visits.form", label=name.strip()):
        if form_id:
            form = _form(form_id, by)
            written = {"name": name, "purpose": purpose, "checklist": checklist, "active": active}
            name, purpose, checklist, active = merge_record(form, written, seen).values()
            if form.purpose != purpose:
                raise ValidationErrors({"purpose": DomainError("visits.purpose_stays")})
        else:
            last = ReportForm.objects.visible_to(by).order_by("-position").first()
            form = ReportForm(id=new_id(), purpose=purpose, position=last.position + 1 if last else 0)
        form.name, form.checklist, form.active = name, checklist, active
        form.save()
        if not form_id and purpose == ReportForm.Purpose.VISIT:
            add_sections(form, USUAL)
    return form


USUAL = (
    SectionKind.AIM,
    SectionKind.MET,
    SectionKind.SAID,
    SectionKind.NEED,
    SectionKind.COMPETITOR,
    SectionKind.LEFT,
    SectionKind.PHOTOS,
    SectionKind.SKETCH,
    SectionKind.SOUND,
    SectionKind.NEXT_STEP,
    SectionKind.SATISFACTION,
)


def add_sections(form: ReportForm, kinds: Iterable[SectionKind]) -> None:
    """Add built-in sections to a form, in the given order."""
    for i, kind in enumerate(kinds):
        Section(form=form, kind=kind.value, position=i).save(force_insert=True)


def save_section(
    *,
    by: User,
    at: dt.datetime,
    form_id: UUID,
    kind: str,
    title: str = "",
    choices: Iterable[str] = (),
    required: bool = False,
    section_id: UUID | None = None,
    seen: Seen = None,
) -> Section:
    """Create or change a section. A question needs a title; a built-in section appears on a form once.
    Raise ValidationErrors with the message of each field, Conflict for a value changed concurrently (see ``seen``),
    NotFound, DomainError people.not_allowed.
    """
    require_permission(by, VisitPermission.SET_FIELD)
    if section_id and seen is not None:
        with operation(by=by, at=at, kind="visits.section", label=title.strip()):
            existing = Section.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=section_id).first()
            if existing is None:
                raise NotFound("section")
            written = {"kind": kind, "title": title, "choices": list(choices), "required": required}
            merged = merge_record(existing, written, seen)
            return save_section(by=by, at=at, form_id=form_id, section_id=section_id, **merged)
    title = checked_text(Section, "title", title)
    with operation(by=by, at=at, kind="visits.section", label=title.strip()):
        form = _form(form_id, by)
        rows = Section.objects.visible_to(by).filter(form=form)
        others = rows.exclude(pk=section_id) if section_id else rows
        draft = read_section(
            kind=kind,
            title=title,
            choices=choices,
            required=required,
            is_survey=form.purpose == ReportForm.Purpose.SURVEY,
            other_kinds=set(others.values_list("kind", flat=True)),
        )
        if section_id:
            section = rows.filter(pk=section_id).first()
            if section is None:
                raise NotFound("section")
        else:
            last = rows.order_by("-position").first()
            section = Section(id=new_id(), form=form, position=last.position + 1 if last else 0)
        section.kind, section.title = draft.kind.value, draft.title
        section.choices, section.required = draft.choices, draft.required
        section.save()
    return section


def shift_section(*, by: User, at: dt.datetime, section_id: UUID, up: bool) -> UUID:
    """Move a section one place up or down; return its form's id. Raise NotFound, DomainError people.not_allowed."""
    require_permission(by, VisitPermission.SET_FIELD)
    with operation(by=by, at=at, kind="visits.section") as op:
        section = _section(section_id, by)
        op.describe(str(section))
        rows = list(Section.objects.visible_to(by).filter(form=section.form_id))
        i = next(k for k, s in enumerate(rows) if s.pk == section.pk)
        j = i - 1 if up else i + 1
        if 0 <= j < len(rows):
            rows[i], rows[j] = rows[j], rows[i]
            for k, row in enumerate(rows):
                if row.position != k:
                    row.position = k
                    row.save(update_fields=["position"])
    return section.form_id


def remove_section(*, by: User, at: dt.datetime, section_id: UUID) -> UUID:
    """Remove a section from its form (undoable); its answers stay in the reports. Return the form's id.
    Raise NotFound, DomainError people.not_allowed.
    """
    require_permission(by, VisitPermission.SET_FIELD)
    with operation(by=by, at=at, kind="visits.section_removed") as op:
        section = _section(section_id, by)
        op.describe(str(section))
        section.delete()
    return section.form_id


def _form(form_id: UUID, by: User) -> ReportForm:
    found = ReportForm.objects.visible_to(by).select_for_update().filter(pk=form_id).first()
    if found is None:
        raise NotFound("form")
    return found


def _section(section_id: UUID, by: User) -> Section:
    found = Section.objects.visible_to(by).filter(pk=section_id).first()
    if found is None:
        raise NotFound("section")
    return found
