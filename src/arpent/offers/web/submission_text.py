"""Texts of quick quotes received from devices."""

from typing import Any

from django.utils.translation import gettext as _

from arpent.people.public import User


def describe_quick_quote(*, body: dict[str, Any], by: User) -> list[tuple[str, str, str]]:
    """Return (key, label, text) of each field of a quick quote."""
    body_lines = body.get("lines")
    lines = [
        f"{x.get('quantity', 1)} × {x.get('label') or x.get('reference', '')}"
        for x in (body_lines if isinstance(body_lines, list) else [])
        if isinstance(x, dict)
    ]
    return [
        ("title", _("Titre"), str(body.get("title") or body.get("deal_title") or "")),
        ("deal_title", _("Affaire"), str(body.get("deal_title") or "")),
        ("lines", _("Lignes"), "; ".join(lines)),
    ]
