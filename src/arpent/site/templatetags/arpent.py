"""Filters and tags every template may use."""

from typing import Any

from django import template
from django.urls import resolve, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def panels(page: str, pk: Any, query: Any = "") -> SafeString:
    """Draw the slots of a page: fragments that other domains give (PanelSlot in their manifest).

    ``query``: their query string.
    """
    from ..panels import panel_views

    urls = ((f"{reverse(name, args=[pk])}{f'?{query}' if str(query) else ''}",) for name in panel_views(page))
    return format_html_join("", '<div hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></div>', urls)


@register.simple_tag(takes_context=True)
def drawn_panels(context: Any, page: str, pk: Any) -> SafeString:
    """Draw the slots of a page with the page itself, in one request: its views are called as its own.

    For pages that are only read: the views of slots answer to GET alone.
    """
    from ..panels import panel_views

    drawn = []
    for name in panel_views(page):
        match = resolve(reverse(name, args=[pk]))
        response = match.func(context["request"], *match.args, **match.kwargs)
        drawn.append(response.content.decode())
    # Each was drawn by a template of ours, which escaped what it shows.
    return mark_safe("".join(drawn))


@register.simple_tag(takes_context=True)
def settings_links(context: Any) -> Any:
    """Return the links of the settings page for the signed-in person (SettingsLink in the manifests)."""
    from arpent.web.session import current_user

    from ..panels import settings_links as links_for

    return links_for(current_user(context["request"]))


@register.simple_tag(takes_context=True)
def csrf_token(context: Any) -> SafeString:
    """Draw Django's token, and a key by which the form is carried out once (see site/web/repetitions.py)."""
    from ..web.repetitions import KEY, new_key

    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return mark_safe("")
    fields = (("csrfmiddlewaretoken", token), (KEY, new_key()))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)
