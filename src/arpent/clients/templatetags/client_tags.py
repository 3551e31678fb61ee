"""Template filters of clients."""

from django import template

from ..rules.identity import show_phone

register = template.Library()


@register.filter
def phone(value: str) -> str:
    """Return a phone in its national format."""
    return show_phone(value) if value else ""
