"""Template filter that draws mentions."""

from collections.abc import Mapping
from uuid import UUID

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..rules.mentions import split_mentions

register = template.Library()


@register.filter
def mentions(text: str, names: Mapping[UUID, str]) -> SafeString:
    """Return a stored text as HTML: escaped, mentions with the present names of ``mention_names``."""
    pieces = split_mentions(text or "")
    drawn = [(format_html("<strong>@{}</strong>", names.get(pk, name)) if pk else name,) for name, pk in pieces]
    return format_html_join("", "{}", drawn)
