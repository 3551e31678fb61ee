"""The form of the first run."""

from django import forms
from django.utils.translation import gettext_lazy as _

from arpent.demo.public import DEMO_PASSWORD
from arpent.kernel.errors import DomainError
from arpent.people.public import Organisation, User
from arpent.web.error_messages import error_message
from arpent.web.model_forms import model_field

MAX_CODE = 64  # longer than any code that the terminal shows


class StartForm(forms.Form):
    """Firm and administrator of the first run, with the code shown on the terminal."""

    code = forms.CharField(label=_("Code d’installation"), max_length=MAX_CODE)
    name = model_field(Organisation, "name", label=_("Nom de l’entreprise"))
    first_name = model_field(User, "first_name", label=_("Votre prénom"), required=True)
    last_name = model_field(User, "last_name", label=_("Votre nom"), required=True)
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
