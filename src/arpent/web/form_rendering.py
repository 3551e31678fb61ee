"""Rendering of Django forms: ``{{ form }}`` with Tabler's classes, from ``templates/forms``."""

from typing import Any

from django.forms import BoundField, Widget
from django.forms.renderers import DjangoTemplates


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
