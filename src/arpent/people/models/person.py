"""The organisation, its teams and the people who work in them."""

from typing import Any
from uuid import UUID

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arpent.kernel.ids import new_id

from ..messages import ROLES
from ..rules.roles import Role, Scope, scope_of


class Organisation(models.Model):
    """The firm that uses the installation (one per database), with the legal notices of its documents (C. com.
    R123-237).

    ``capital``: in euros; ``registry``: town of the commercial court of its registration (RCS); ``is_demonstration``:
    the fictional firm; ``second_factor_roles``: roles that require a second factor to sign in.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom de l’entreprise"), max_length=200)
    legal_form = models.CharField(_("Forme juridique"), max_length=80, blank=True)
    capital = models.DecimalField(
        _("Capital (€)"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    registry = models.CharField(_("Ville du RCS"), max_length=80, blank=True)
    vat_number = models.CharField(_("Numéro de TVA"), max_length=16, blank=True)
    address = models.CharField(_("Adresse du siège"), max_length=250, blank=True)
    postcode = models.CharField(_("Code postal"), max_length=10, blank=True)
    city = models.CharField(_("Ville"), max_length=100, blank=True)
    country = models.CharField(_("Pays (deux lettres)"), max_length=2, default="FR")
    phone = models.CharField(_("Téléphone"), max_length=20, blank=True)
    email = models.EmailField(_("E-mail"), blank=True)
    website = models.CharField(_("Site"), max_length=200, blank=True)
    insurance = models.CharField(_("Assurance professionnelle"), max_length=300, blank=True)
    bank = models.CharField(_("Coordonnées bancaires"), max_length=120, blank=True)
    is_demonstration = models.BooleanField(_("Entreprise de démonstration"), default=False)
    second_factor_roles = models.JSONField(_("Double authentification exigée"), default=list)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = _("Entreprise")
        verbose_name_plural = _("Entreprises")

    def __str__(self) -> str:
        return self.name

    @property
    def address_lines(self) -> list[str]:
        """Return the street and the postcode with town, without empty lines."""
        return [x for x in (self.address, f"{self.postcode} {self.city}".strip()) if x]


class Team(models.Model):
    """A team of people; roles with team scope see the records of its members."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("Nom de l’équipe"), max_length=120, unique=True)

    class Meta:
        verbose_name = _("Équipe")
        verbose_name_plural = _("Équipes")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Manager of user accounts, which are identified by e-mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a user with a hashed password."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user of an e-mail address, case-insensitively. Raise User.DoesNotExist without one."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A user account, identified by e-mail. Visibility and permissions depend on role and team."""

    class Status(models.TextChoices):
        """Legal status of a sales person: employee, VRP (C. trav. L7311-1) or commercial agent (C. com. L134-1)."""

        EMPLOYEE = "employee", _("Salarié")
        VRP = "vrp", _("VRP")
        AGENT = "agent", _("Agent commercial")

    class Language(models.TextChoices):
        """Language of the interface and of documents."""

        FRENCH = "fr", "Français"
        ENGLISH = "en", "English"

    class Theme(models.TextChoices):
        """Colour theme of the pages."""

        AUTO = "auto", _("comme le système")
        LIGHT = "light", _("claire")
        DARK = "dark", _("sombre")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    password = models.CharField(_("Mot de passe"), max_length=128)
    email = models.EmailField(_("E-mail"), unique=True)
    first_name = models.CharField(_("Prénom"), max_length=80, blank=True)
    last_name = models.CharField(_("Nom"), max_length=80, blank=True)
    role = models.CharField(_("Rôle"), max_length=20, choices=list(ROLES.items()), default=Role.NEGOTIATOR)
    status = models.CharField(_("Statut"), max_length=20, choices=Status, default=Status.EMPLOYEE)
    team = models.ForeignKey(
        "people.Team", models.SET_NULL, null=True, blank=True, related_name="members", verbose_name=_("Équipe")
    )
    language = models.CharField(_("Langue"), max_length=5, choices=Language, default=Language.FRENCH)
    theme = models.CharField(_("Apparence"), max_length=5, choices=Theme, default=Theme.AUTO)
    phone = models.CharField(_("Téléphone"), max_length=20, blank=True)
    is_active = models.BooleanField(_("Peut se connecter"), default=True)
    is_staff = models.BooleanField(default=False)
    date_joined = models.DateTimeField()

    objects = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("Personne")
        verbose_name_plural = _("Personnes de l’entreprise")
        ordering = ["last_name", "first_name"]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Return first and last name, or the e-mail address when both are empty."""
        return f"{self.first_name} {self.last_name}".strip() or self.email

    @property
    def choice_label(self) -> str:
        """Return the name in a select: with a note when the account is closed."""
        return self.full_name if self.is_active else gettext("%(name)s (compte fermé)") % {"name": self.full_name}

    @property
    def initials(self) -> str:
        """Return the initials in capitals, or the first two letters of the e-mail address without a name."""
        return ((self.first_name[:1] + self.last_name[:1]) or self.email[:2]).upper()

    def get_full_name(self) -> str:
        """Return first and last name (Django's interface)."""
        return self.full_name

    def colleague_ids(self) -> list[UUID]:
        """Return the ids of the team's members, the person included; cached on the instance.

        Closed accounts are included: their portfolio remains visible to the team until it is reassigned.
        """
        cached: list[UUID] | None = getattr(self, "_colleague_ids", None)
        if cached is None:
            cached = list(User.objects.filter(team__isnull=False, team=self.team_id).values_list("id", flat=True))
            self._colleague_ids = cached
        return cached

    def has_permission(self, permission: str) -> bool:
        """Return whether the account is active and its role has a permission. Raise LookupError for an undeclared
        permission.
        """
        return self.is_active and scope_of(self.role, permission) is not None

    def scope(self, permission: str) -> Scope | None:
        """Return the scope in which the role has a permission; None without it."""
        return scope_of(self.role, permission)
