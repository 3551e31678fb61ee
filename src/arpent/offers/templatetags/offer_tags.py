"""Template tags of offers."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from arpent.web.templatetags.web_tags import icon

register = template.Library()

# Class and icon of each state; never colour alone.
OFFER_MARKS = {
    "signed": ("kind-customer", "check"),
    "refused": ("kind-former", "x"),
    "declined": ("kind-former", "x"),
    "sent": ("kind-prospect", "mail"),
    "pending_approval": ("kind-former", "hourglass"),
    "approved": ("kind-customer", "shield-check"),
}


@register.simple_tag
def offer_badge(state: str, label: str) -> SafeString:
    """Render the state of an offer or a version as a badge."""
    kind, name = OFFER_MARKS.get(state, ("", ""))
    drawn = icon(name, "icon-sm") if name else ""
    return format_html('<span class="badge badge-kind {}">{} {}</span>', kind, drawn, label)
