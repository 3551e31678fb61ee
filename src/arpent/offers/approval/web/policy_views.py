"""Pages of policies and promotions: read by all who see deals, changed with SET_OFFER_RULES."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from arpent.catalogue.public import list_families
from arpent.deals.permissions import DealPermission
from arpent.history.public import open_edit_form, seen_values
from arpent.kernel.errors import NotFound
from arpent.kernel.ids import parse_id
from arpent.people.public import get_organisation, require_permission
from arpent.web.form_page import form_page
from arpent.web.session import current_user

from ...permissions import OfferPermission
from ..actions.policies import remove_promotion, save_policy, save_promotion
from ..queries.policies import list_policies, list_promotions, policy_on
from ..rules.policies import DEFAULT_POLICY
from .forms import PolicyForm, PromotionForm


@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """Show the policy of today, the other policies and the promotions."""
    by, today = current_user(request), timezone.localdate()
    require_permission(by, DealPermission.SEE_DEALS)
    context = {
        "policy": policy_on(by=by, day=today),
        "policies": list_policies(by=by),
        "promotions": list_promotions(by=by),
        "today": today,
        "may": by.has_permission(OfferPermission.SET_OFFER_RULES),
    }
    return render(request, "offers/rules.html", context)


@require_http_methods(["GET", "POST"])
def policy(request: HttpRequest) -> HttpResponse:
    """Change the pricing policy from a day on."""
    by, today = current_user(request), timezone.localdate()
    require_permission(by, OfferPermission.SET_OFFER_RULES)
    now = policy_on(by=by, day=today)
    shown = {n: getattr(now, n) for n in DEFAULT_POLICY}
    form = PolicyForm(request.POST or None, initial={"starts_on": today, **shown})
    opened = open_edit_form(request, form, get_organisation(), shown=shown)
    return form_page(
        request,
        form,
        lambda values: save_policy(
            by=by, at=timezone.now(), starts_on=values.pop("starts_on"), values=values, seen=seen_values(opened)
        ),
        done=reverse("offers:rules"),
        back=reverse("offers:rules"),
        heading=_("Règles des offres"),
        intro=_(
            "Elles valent du jour donné jusqu’aux suivantes ; les offres déjà ouvertes gardent leurs conditions,"
            " l’accord suit la règle du jour."
        ),
    )


@require_http_methods(["GET", "POST"])
def promotion(request: HttpRequest, promotion_id: UUID | None = None) -> HttpResponse:
    """Create or change a promotion. Raise NotFound for an unknown one."""
    by = current_user(request)
    require_permission(by, OfferPermission.SET_OFFER_RULES)
    existing = next((c for c in list_promotions(by=by) if c.pk == promotion_id), None)
    if promotion_id and existing is None:
        raise NotFound("promotion")
    initial: dict[str, Any] = {"starts_on": timezone.localdate()}
    if existing:
        initial = {n: getattr(existing, n) for n in ("name", "percent", "starts_on", "ends_on")} | {
            "family": str(existing.family_id or "")
        }
    form = PromotionForm(
        request.POST or None, families=[(str(f.pk), f.name) for f in list_families(by=by)], initial=initial
    )
    shown = (
        {n: getattr(existing, n) for n in ("name", "percent", "starts_on", "ends_on", "family_id")}
        if existing
        else None
    )
    create_url, names = reverse("offers:promotion_new"), {"family_id": "family"}
    opened = open_edit_form(request, form, existing, shown=shown, names=names, create_url=create_url)

    def save(values: dict[str, Any]) -> None:
        values["family_id"] = parse_id(values.pop("family"))
        save_promotion(by=by, at=timezone.now(), values=values, promotion_id=promotion_id, seen=seen_values(opened))

    return form_page(
        request,
        form,
        save,
        done=reverse("offers:rules"),
        back=reverse("offers:rules"),
        heading=existing.name if existing else _("Nouvelle campagne"),
        danger=reverse("offers:promotion_remove", args=[promotion_id]) if existing else None,
    )


@require_POST
def promotion_remove(request: HttpRequest, promotion_id: UUID) -> HttpResponse:
    """Delete a promotion and go back to the policies."""
    remove_promotion(by=current_user(request), at=timezone.now(), promotion_id=promotion_id)
    return redirect("offers:rules")
