"""The form of the first run."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.demo.public import DEMO_PASSWORD
from arpent.kernel.errors import DomainError
from arpent.web.error_messages import error_message


class StartForm(forms.Form):
    """Firm and administrator of the first run, with the code shown on the terminal."""

    code = forms.CharField(label=_("Code du terminal"), max_length=64)
    name = forms.CharField(label=_("Nom de l’entreprise"), max_length=200)
    first_name = forms.CharField(label=_("Votre prénom"), max_length=80)
    last_name = forms.CharField(label=_("Votre nom"), max_length=80)
    email = forms.EmailField(label=_("Votre e-mail"))
    password = forms.CharField(
        label=_("Mot de passe (10 caractères au moins)"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str:
        """Return the password. Raise ValidationError for the published one of the demonstration."""
        password = str(self.cleaned_data["password"])
        if password == DEMO_PASSWORD:
            raise forms.ValidationError(error_message(DomainError("demo.published")))
        return password
