"""Template tags of the composition root, available in all templates."""

from typing import Any

from django import template
from django.urls import resolve, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def panels(page: str, pk: Any, query: Any = "") -> SafeString:
    """Return placeholders that load the panels of a page (PanelSlot in the manifests). ``query``: their
    query string.
    """
    from ..panels import panel_views

    urls = ((f"{reverse(name, args=[pk])}{f'?{query}' if str(query) else ''}",) for name in panel_views(page))
    return format_html_join("", '<div hx-get="{}" hx-trigger="load" hx-swap="outerHTML"></div>', urls)


@register.simple_tag(takes_context=True)
def drawn_panels(context: Any, page: str, pk: Any) -> SafeString:
    """Return the panels of a page, rendered with it in one request. For pages that are only read: panels answer GET
    only.
    """
    from ..panels import panel_views

    drawn = []
    for name in panel_views(page):
        match = resolve(reverse(name, args=[pk]))
        response = match.func(context["request"], *match.args, **match.kwargs)
        drawn.append(response.content.decode())
    # Each was drawn by a template of ours, which escaped what it shows.
    return mark_safe("".join(drawn))


@register.simple_tag
def slot_links(page: str, pk: Any = None) -> Any:
    """Return the links that other domains put on a page (LinkSlot in their manifest); slot_links.html draws them."""
    from ..panels import slot_links as links_for

    return links_for(page, pk)


@register.simple_tag
def field_url(*path: Any) -> str:
    """Return the address of a view of Field, the offline app, from the parts of its path; of its start without any."""
    return reverse("field") + ("#/" + "/".join(str(part) for part in path) if path else "")


@register.simple_tag(takes_context=True)
def settings_links(context: Any) -> Any:
    """Return the links of the settings page for the signed-in person (SettingsLink in the manifests)."""
    from arpent.web.session import current_user

    from ..panels import settings_links as links_for

    return links_for(current_user(context["request"]))


@register.simple_tag(takes_context=True)
def csrf_token(context: Any) -> SafeString:
    """Return Django's CSRF token and the key by which a form is processed once, as hidden inputs
    (site/web/repetitions.py).
    """
    from ..web.repetitions import KEY, new_key

    token = context.get("csrf_token")
    if not token or token == "NOTPROVIDED":
        return mark_safe("")
    fields = (("csrfmiddlewaretoken", token), (KEY, new_key()))
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', fields)
