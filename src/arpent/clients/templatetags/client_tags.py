"""Template filters of clients."""

from django import template

from ..rules.identity import show_phone

register = template.Library()


@register.filter
def phone(value: str) -> str:
    """Write a telephone number as people read it."""
    return show_phone(value) if value else ""
