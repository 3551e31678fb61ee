"""Messages of DomainError codes."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "web.rate_limited": _("Trop de demandes en peu de temps depuis cette adresse : réessayez dans une minute."),
    "web.unreadable_picture": _(
        "Cette image est abîmée et ne s’ouvre pas : choisissez-en une autre, ou enregistrez-la de nouveau."
    ),
    "web.picture_too_large": _("Cette image a plus de 40 millions de pixels : réduisez-la, puis recommencez."),
}
