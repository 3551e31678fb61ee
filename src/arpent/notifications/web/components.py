"""Mentions in the forms and texts of other domains."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from arpent.people.public import names_by_id

from ..rules.mentions import mentioned_ids


def mention_attrs(type_code: str, record_id: UUID) -> dict[str, str]:
    """Return the attributes of an input or textarea that suggests the colleagues who may see a record after "@"."""
    query = urlencode({"type": type_code, "record": str(record_id)})
    return {"data-mentions": f"{reverse('notifications:colleagues')}?{query}", "autocomplete": "off"}


def mention_names(texts: Iterable[str]) -> dict[UUID, str]:
    """Return the present names of the people whom stored texts mention, in one query at most.

    For the filter ``mentions`` of the template library ``mentions``.
    """
    ids = {pk for text in texts for pk in mentioned_ids(text or "")}
    return names_by_id(ids) if ids else {}
