"""Django's template engine with the typography of the page's language (kernel/typography.py)."""

from typing import Any

from django.template.backends.django import DjangoTemplates, Template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from arpent.kernel.typography import typeset, typeset_html


class TypesetTemplates(DjangoTemplates):
    """The template engine of the settings; all pages, fragments and mails pass through ``TypesetTemplate.render``."""

    def from_string(self, template_code: str) -> Any:
        """Return a template from its source, with typography."""
        return TypesetTemplate(super().from_string(template_code))

    def get_template(self, template_name: str) -> Any:
        """Return a template by its name, with typography. Raise TemplateDoesNotExist without one."""
        return TypesetTemplate(super().get_template(template_name))


class TypesetTemplate:
    """A Django template whose output has the typography of the active language."""

    def __init__(self, template: Template) -> None:
        self._drawn = template

    def __getattr__(self, name: str) -> Any:
        return getattr(self._drawn, name)

    def render(self, context: Any = None, request: Any = None) -> SafeString:
        """Render the template and apply the typography of the active language."""
        text = self._drawn.render(context, request)
        write = typeset if str(self._drawn.origin).endswith(".txt") else typeset_html
        return mark_safe(write(text, get_language() or "fr"))  # the template escaped it already
