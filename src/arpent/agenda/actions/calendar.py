"""Actions on the calendar: working pattern, appointments saved, cancelled and marked as done."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.timezone import localtime, make_aware

from arpent.clients.public import get_site_brief, record_on_timeline, record_visit
from arpent.database.lengths import checked_text, fitted
from arpent.geography.public import Address, locate_offline
from arpent.history.public import operation
from arpent.kernel.errors import DomainError, NotFound
from arpent.kernel.ids import new_id
from arpent.kernel.merging import Seen, check_unchanged, merge_or_raise
from arpent.kernel.text import excerpt
from arpent.people.public import User, get_person, require_permission

from ..models import Appointment, WorkPattern
from ..permissions import AgendaPermission
from ..rules.appointments import AppointmentDraft, check_appointment
from ..rules.work_pattern import check_pattern

# What the form of a pattern sets.
PATTERN_VALUES = (
    "days",
    "start_label",
    "end_label",
    "lunch_from",
    "lunch_to",
    "lunch_minutes",
    "max_driving_minutes",
    "visit_minutes",
    "vehicle",
)


def set_pattern(
    *, person_id: UUID, by: User, at: dt.datetime, values: dict[str, Any], seen: Seen = None
) -> WorkPattern:
    """Set how a person works; values that are not given stay as they are.
    ``values``: of ``PATTERN_VALUES``; ``days``: seven [start, end] in minutes after midnight, empty for a day off. A
    place is located by postcode and town. ``seen``: as ``pattern_fields`` returns them.
    Raise Conflict for a value changed concurrently, NotFound for a person out of reach, ValidationErrors for a place
    longer than its column, DomainError people.not_allowed, agenda.unknown_place, or those of ``check_pattern``.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    person = get_person(person_id=person_id, by=by, permission=AgendaPermission.PLAN_WEEK)
    if person is None:
        raise NotFound("person")
    if seen is not None:
        with operation(by=by, at=at, kind="agenda.pattern", label=person.full_name):
            rows = WorkPattern.objects.visible_to(by).select_for_update(of=("self",))
            pattern = rows.filter(person=person).first() or WorkPattern(person=person)
            written, stored = pattern_fields(values), pattern_fields({n: getattr(pattern, n) for n in values})
            merged = merge_or_raise(seen=seen, stored=stored, written=written)
            return set_pattern(person_id=person_id, by=by, at=at, values=read_pattern_fields(merged))
    clean = dict(values)
    check_pattern(clean)
    for side in ("start", "end"):
        if f"{side}_label" in clean and f"{side}_lat" not in clean:
            clean |= _place(side, clean[f"{side}_label"])
    with operation(by=by, at=at, kind="agenda.pattern", label=person.full_name):
        pattern = WorkPattern.objects.visible_to(by).filter(person=person).first() or WorkPattern(
            id=new_id(), person=person
        )
        for name, value in clean.items():
            setattr(pattern, name, value)
        pattern.save()
    return pattern


def pattern_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a pattern as fields to merge: ``day_0`` to ``day_6``, and ``lunch`` as [from, to] or []."""
    rest = {k: v for k, v in values.items() if k not in ("days", "lunch_from", "lunch_to")}
    days = {f"day_{i}": span for i, span in enumerate(values["days"])}
    return rest | days | {"lunch": [values["lunch_from"], values["lunch_to"]] if values["lunch_minutes"] else []}


def read_pattern_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a pattern from merged fields, the inverse of ``pattern_fields``."""
    rest = {k: v for k, v in fields.items() if k != "lunch" and not k.startswith("day_")}
    lunch = fields["lunch"] or [720, 840]
    minutes = fields["lunch_minutes"] if fields["lunch"] else 0
    days = [fields[f"day_{i}"] for i in range(7)]
    return rest | {"days": days, "lunch_from": lunch[0], "lunch_to": lunch[1], "lunch_minutes": minutes}


def _place(side: str, label: str) -> dict[str, Any]:
    """Return the point of a place given in words: "69003 Lyon", "12 rue X, 38000 Grenoble"."""
    label = checked_text(WorkPattern, f"{side}_label", label)
    if not label:
        return {f"{side}_label": "", f"{side}_lat": None, f"{side}_lon": None}
    found = re.search(r"\b(\d{5})\b\s*(.*)$", label)
    postcode, city = (found[1], found[2]) if found else ("", label.split(",")[-1])
    located = locate_offline(Address(postcode=postcode, city=city.strip()))
    if located.point is None:
        raise DomainError("agenda.unknown_place", text=excerpt(label))
    return {f"{side}_label": label, f"{side}_lat": located.point.lat, f"{side}_lon": located.point.lon}


def appointment_fields(appointment: Appointment) -> dict[str, Any]:
    """Return the values of an appointment as its form shows them: day and time local, duration in minutes."""
    here = localtime(appointment.starts_at)
    return {
        "person_id": appointment.person_id,
        "day": here.date(),
        "time": here.time(),
        "minutes": int((appointment.ends_at - appointment.starts_at).total_seconds() // 60),
        "title": appointment.title,
        "kind": appointment.kind,
        "fixed": appointment.fixed,
        "note": appointment.note,
    }


def save_appointment(
    *,
    by: User,
    at: dt.datetime,
    person_id: UUID,
    starts_at: dt.datetime,
    minutes: int,
    title: str = "",
    company_id: UUID | None = None,
    kind: str = Appointment.Kind.VISIT,
    fixed: bool = True,
    note: str = "",
    appointment_id: UUID | None = None,
    seen: Seen = None,
) -> Appointment:
    """Create or change an appointment. A visit has a company; its main site is where it takes place.
    ``minutes``: 5 minutes to 7 days. ``seen``: as ``appointment_fields`` returns them. Without a title, the company's
    name is used.
    Raise Conflict for a value changed concurrently, NotFound for a person, company or appointment out of reach,
    ValidationErrors for a title longer than its column, DomainError agenda.wrong_kind, agenda.wrong_duration,
    agenda.title_needed or people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    if appointment_id and seen is not None:
        with operation(by=by, at=at, kind="agenda.appointment", label=title.strip()):
            here = localtime(starts_at)
            written = {
                "person_id": person_id,
                "day": here.date(),
                "time": here.time(),
                "minutes": minutes,
                "title": title,
                "kind": kind,
                "fixed": fixed,
                "note": note,
            }
            stored = appointment_fields(_appointment(appointment_id, by))
            merged = merge_or_raise(seen=seen, stored=stored, written=written)
            starts_at = make_aware(dt.datetime.combine(merged.pop("day"), merged.pop("time")), here.tzinfo)
            return save_appointment(
                by=by, at=at, starts_at=starts_at, company_id=company_id, appointment_id=appointment_id, **merged
            )
    person = get_person(person_id=person_id, by=by, permission=AgendaPermission.PLAN_WEEK)
    if person is None:
        raise NotFound("person")
    site = None
    if company_id is not None:
        site = get_site_brief(company_id=company_id, by=by)
        if site is None:
            raise NotFound("company")
    draft = AppointmentDraft(
        kind,
        minutes,
        checked_text(Appointment, "title", title),
        fitted(Appointment, "title", site.company.name) if site else "",
    )
    title = check_appointment(draft, kinds=Appointment.Kind.values)
    with operation(by=by, at=at, kind="agenda.appointment", label=title):
        if appointment_id:
            appointment = _appointment(appointment_id, by)
        else:
            appointment = Appointment(id=new_id())
        appointment.person, appointment.title, appointment.kind = person, title, kind
        appointment.company_id, appointment.site = company_id, site
        appointment.starts_at, appointment.ends_at = starts_at, starts_at + dt.timedelta(minutes=minutes)
        appointment.fixed, appointment.note = fixed, note
        appointment.save()
    return appointment


def _appointment(appointment_id: UUID, by: User) -> Appointment:
    found = Appointment.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=appointment_id).first()
    if found is None:
        raise NotFound("appointment")
    return found


def cancel_appointment(*, appointment_id: UUID, by: User, at: dt.datetime, seen: Seen = None) -> Appointment:
    """Cancel an appointment. ``seen``: the values that its page showed.
    Raise NotFound, or DomainError changed_since when it changed since, people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    with operation(by=by, at=at, kind="agenda.cancel") as op:
        appointment = _appointment(appointment_id, by)
        check_unchanged(seen=seen, stored=appointment_fields(appointment))
        appointment.state = Appointment.State.CANCELLED
        appointment.save(update_fields=["state"])
        op.describe(appointment.title)
    return appointment


def mark_done(*, appointment_id: UUID, by: User, at: dt.datetime, note: str = "", seen: Seen = None) -> Appointment:
    """Mark an appointment as done; a visit updates the company's last visit and timeline.
    ``seen``: the values that its page showed. Raise NotFound, or DomainError agenda.already_done, agenda.not_yet before
    its start, changed_since when it changed since, people.not_allowed.
    """
    require_permission(by, AgendaPermission.PLAN_WEEK)
    with operation(by=by, at=at, kind="agenda.done") as op:
        appointment = _appointment(appointment_id, by)
        if appointment.state != Appointment.State.PLANNED:
            raise DomainError("agenda.already_done")
        if appointment.starts_at > at:
            raise DomainError("agenda.not_yet")
        check_unchanged(seen=seen, stored=appointment_fields(appointment))
        appointment.state = Appointment.State.DONE
        if note.strip():
            appointment.note = note.strip()
        appointment.save(update_fields=["state", "note"])
        op.describe(appointment.title)
        if appointment.company_id and appointment.kind == Appointment.Kind.VISIT:
            record_visit(company_id=appointment.company_id, by=by, at=at, on=timezone.localdate(appointment.starts_at))
            record_on_timeline(
                company_id=appointment.company_id,
                by=by,
                at=at,
                kind="visit",
                title=appointment.title,
                body=appointment.note,
                happened_at=appointment.starts_at,
            )
    return appointment


def report_appointment(*, appointment_id: UUID, company_id: UUID, by: User) -> Appointment | None:
    """Mark an appointment as done because its visit has a report. Return it, or None when the company has no such
    appointment.
    Called by visits in the action that writes the report.
    """
    rows = Appointment.objects.visible_to(by).select_for_update(of=("self",))
    found: Appointment | None = rows.filter(pk=appointment_id, company_id=company_id).first()
    if found is not None and found.state != Appointment.State.DONE:
        found.state = Appointment.State.DONE
        found.save(update_fields=["state"])
    return found
