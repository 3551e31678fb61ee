"""Export of all data of a person as a ZIP (GDPR art. 15 and 20), recorded without the person's data."""

import datetime as dt
import json
import tempfile
import zipfile
from typing import IO, Any

from django.apps import apps
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from arpent.history.public import operation
from arpent.people.public import User, get_organisation, require_permission

from ..messages import place_label
from ..permissions import PrivacyPermission
from ..queries.declared import every_row
from ..queries.places import Place
from ..rules.subject import Subject
from .erasing import Findings, find_all

IN_MEMORY = 16 * 1024 * 1024
MAX_ENTRIES = 20_000


def export_person(*, subject: Subject, by: User, at: dt.datetime) -> IO[bytes]:
    """Return a ZIP file, positioned at its start, with the person's data as JSON and HTML, the trail entries and the
    files.
    Raise DomainError privacy.nobody, people.not_allowed.
    """
    require_permission(by, PrivacyPermission.ERASE_PERSONS)
    with operation(by=by, at=at, kind="privacy.exported"):
        findings = find_all(subject=subject, by=by)
    places = [_as_data(p) for p in findings.places]
    trail = _trail(findings)
    out = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        context = {
            "subject": subject,
            "places": places,
            "trail": trail,
            "at": at,
            "firm": organisation.name if (organisation := get_organisation()) else "",
            "files": [f.title for f in findings.files if f.sure],
        }
        archive.writestr(_("LISEZ-MOI.txt"), render_to_string("privacy/export_readme.html", context).lstrip())
        archive.writestr(_("donnees.html"), render_to_string("privacy/export.html", context))
        archive.writestr(_("donnees.json"), _json({"places": places, "trail": trail}))
        for n, file in enumerate(f for f in findings.files if f.sure):
            archive.write(file.path, f"{_('fichiers')}/{n + 1:03d}-{_file_name(file.title)}")
    out.seek(0)
    return out  # type: ignore[return-value]


def _as_data(place: Place) -> dict[str, Any]:
    values = {
        c: v
        for c, v in place.row.items()
        if c in place.table.columns and c != "password" and v not in ("", None, [], {})
    }
    moments = {c: v for c, v in place.row.items() if isinstance(v, dt.date)}
    return {
        "place": place_label(place.table.model),
        "table": place.table.model,
        "own": place.own,
        "values": values,
        "moments": moments,
    }


def _trail(findings: Findings) -> list[dict[str, Any]]:
    """Return the entries of the trail that hold something of the person: when, where, the values before and after."""
    ids = [c.entry_id for c in findings.trail][:MAX_ENTRIES]
    found: list[dict[str, Any]] = []
    for start in range(0, len(ids), 400):
        rows = every_row(apps.get_model("history.AuditEntry")).filter(pk__in=ids[start : start + 400]).order_by("pk")
        for at, table, action, before, after in rows.values_list("at", "table", "action", "before", "after"):
            found.append({"at": at, "table": table, "action": action, "before": _read(before), "after": _read(after)})
    return found


def _read(payload: str | None) -> Any:
    row = json.loads(payload) if payload else None
    return {k: v for k, v in row.items() if k != "password"} if isinstance(row, dict) else row


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, default=str)


def _file_name(title: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else "_" for c in title)[-80:] or "fichier"
