"""Messages of DomainError codes."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "database.text_too_long": _("« %(field)s » a %(length)s caractères : %(limit)s au plus, raccourcissez ce texte."),
}
