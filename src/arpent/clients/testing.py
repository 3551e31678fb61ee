"""Builders of the commercial file for tests."""

import io
from typing import Any

from arpent.imports.public import ImportFile, receive_file, run_import, set_mapping, start_import
from arpent.people.public import User
from arpent.people.testing import NOON

from .actions.companies import create_company
from .models import Company


def make_company(by: User, name: str = "Pompes Testard", **values: Any) -> Company:
    """Create a company in Lyon 3e by default; site values are prefixed: site_city="Grenoble"."""
    site = {"postcode": "69003", "city": "Lyon", "address": "1 rue de la Part-Dieu"}
    site |= {k.removeprefix("site_"): values.pop(k) for k in list(values) if k.startswith("site_")}
    return create_company(by=by, at=NOON, values={"name": name, "relationship": "customer", **values}, site=site)


def upload(by: User, content: bytes | str, name: str = "clients.csv") -> ImportFile:
    """Return an uploaded file of companies with its detected columns."""
    data = content.encode() if isinstance(content, str) else content
    return receive_file(by=by, at=NOON, name=name, content=io.BytesIO(data))


def import_file(by: User, content: bytes | str, name: str = "clients.csv", **options: Any) -> tuple[ImportFile, Any]:
    """Run a whole import with the detected columns; return (file, counts)."""
    file = upload(by, content, name)
    set_mapping(file_id=file.pk, by=by, mapping=file.mapping, options={**file.options, **options})
    counts = run_import(job_id=start_import(file_id=file.pk, by=by, at=NOON).pk, clock=lambda: NOON)
    assert counts is not None
    file.refresh_from_db()
    return file, counts
