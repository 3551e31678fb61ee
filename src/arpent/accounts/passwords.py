"""Password validation against terms that are easily guessed: names of the firm, the product and the person."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from arpent.kernel.text import fold
from arpent.people.public import get_organisation

ALWAYS = ("arpent", "motdepasse", "password")
SHORTEST = 4


class FirmWordsValidator:
    """Reject passwords that contain the firm's name, the product's name or part of the person's e-mail address."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError for a password that contains a guessable word, compared without accents, case and
        signs.
        """
        firm = get_organisation()
        words = [*ALWAYS, *_words(firm.name if firm else ""), *_words(getattr(user, "email", "").rpartition(".")[0])]
        typed = re.sub(r"[^a-z0-9]", "", fold(password))
        term = next((w for w in words if w in typed), None)
        if term:
            raise ValidationError(
                _("Il contient « %(word)s », que chacun essaierait d’abord : choisissez d’autres mots.")
                % {"word": term},
                code="firm_word",
            )

    def get_help_text(self) -> str:
        """Return the rule for users."""
        return _("Sans le nom de l’entreprise ni celui de votre adresse.")


def _words(text: str) -> list[str]:
    return [w for w in re.split(r"[^a-z0-9]+", fold(text)) if len(w) >= SHORTEST]
