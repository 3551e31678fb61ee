"""Tags that draw the cells of a list."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import get_template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from ..web.cells import format_value
from ..web.definition import Column

register = template.Library()


@register.simple_tag(takes_context=True)
def list_cell(context: Context, column: Column, row: Any) -> str:
    """Draw a cell: by the column's template, or the value by its kind; as a link when the column leads somewhere."""
    if column.template:
        drawn = get_template(column.template).template  # type: ignore[attr-defined]
        with context.push(row=row):
            return mark_safe(str(drawn.render(context)))
    text = format_value(column.value(row), column.kind)
    if column.url is None:
        return text
    return format_html('<a href="{}?{}">{}</a>', column.url(row), context.get("query_string", ""), text)


@register.simple_tag
def cell_class(column: Column, is_first: bool) -> SafeString:
    """Return the classes of a cell: numbers to the right, the name as the heading of a phone's card."""
    names = ["num"] if column.kind.is_numeric else []
    names += ["cell-name"] if is_first else [] if column.on_phone else ["cell-desk"]
    return mark_safe(" ".join(names))
