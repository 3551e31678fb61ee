"""Rendering of Django forms: ``{{ form }}`` with Tabler's classes, from ``templates/forms``."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import BoundField, Select, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe


class TablerField(BoundField):
    """A bound field whose widget has the CSS class of its type."""

    def build_widget_attrs(self, attrs: Any, widget: Widget | None = None) -> dict[str, Any]:
        """Return the widget's attributes with Tabler's class for its type, without ``col``, which is not an attribute
        of HTML.
        """
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        drawn = widget or self.field.widget
        if css := "" if drawn.is_hidden else self._css_class():
            own = built.get("class") or drawn.attrs.get("class", "")
            built["class"] = f"{own} {css}".strip()
        if "col" in drawn.attrs:
            built["col"] = False  # where the form places the field (forms/form.html), not an attribute of HTML
        return built

    def _css_class(self) -> str:
        if self.widget_type in ("checkbox", "checkboxselectmultiple"):
            return "form-check-input"
        return "form-select" if "select" in self.widget_type else "form-control"


class TablerRenderer(DjangoTemplates):
    """The form renderer of the settings. Its output is typeset with the surrounding page, not separately."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    bound_field_class = TablerField

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Draw a template of the forms; selects without their templates, which are two for each option.

        On a page with a hundred options these took a third of its processor time.
        """
        if template_name == Select.template_name:
            return draw_select(context["widget"])
        drawn: str = super().render(template_name, context, request)
        return drawn


def draw_select(widget: Mapping[str, Any]) -> SafeString:
    """Return the HTML that Django's template "select.html" draws, from the context of the widget."""
    options = [
        format_html('<optgroup label="{}">{}</optgroup>', group, _options(choices)) if group else _options(choices)
        for group, choices, _index in widget["optgroups"]
    ]
    return format_html(
        '<select name="{}"{}>{}</select>', widget["name"], flatatt(_shown(widget["attrs"])), mark_safe("".join(options))
    )


def _options(choices: Iterable[Mapping[str, Any]]) -> SafeString:
    # Joined directly: format_html escapes and marks each part, four times slower for a list of departements.
    return mark_safe(
        "".join(
            f'<option value="{escape(str(c["value"]))}"{flatatt(_shown(c["attrs"])) if c["attrs"] else ""}>'
            f"{conditional_escape(c['label'])}</option>"
            for c in choices
        )
    )


def _shown(attrs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes as ``flatatt`` takes them: a template writes numbers and None as text."""
    return {name: value if isinstance(value, bool) else str(value) for name, value in attrs.items()}
