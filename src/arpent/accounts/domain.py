"""Manifest of accounts: members, sign-in, settings of a user."""

from django.utils.translation import gettext_lazy as _

from arpent.kernel.first_steps import FirstStep
from arpent.kernel.manifest import Domain, HistoryLabels, PageLink, SettingsLink
from arpent.people.permissions import PeoplePermission

from . import messages
from .web.first_steps import has_colleagues, has_identity

MANAGE = PeoplePermission.MANAGE_PEOPLE

DOMAIN = Domain(
    name="accounts",
    url_prefix="",
    pages=(PageLink(100, _("Réglages"), "accounts:settings", "settings"),),
    settings=(
        SettingsLink(20, _("Changer le mot de passe"), "account_change_password", "lock"),
        SettingsLink(30, _("Double authentification et clés d’accès"), "mfa_index", "shield-check"),
        SettingsLink(40, _("Mes connexions : appareils, adresses, fermer les autres"), "accounts:sign_ins", "devices"),
        SettingsLink(
            50,
            _("Double authentification exigée, par rôle"),
            "accounts:second_factor_rule",
            "shield-lock",
            MANAGE,
        ),
        SettingsLink(60, _("Identité de l’entreprise : mentions des offres"), "accounts:identity", "building", MANAGE),
        SettingsLink(70, _("Personnes, équipes et droits"), "accounts:people", "users", MANAGE),
    ),
    first_steps=(
        FirstStep(5, _("Complétez l’identité de l’entreprise"), "accounts:identity", has_identity, MANAGE),
        FirstStep(7, _("Invitez vos collègues"), "accounts:people", has_colleagues, MANAGE, is_optional=True),
    ),
    errors=messages.MESSAGES,
    history=HistoryLabels(messages.KINDS),
)
