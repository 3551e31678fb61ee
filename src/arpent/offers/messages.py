"""What a refusal says: code to sentence. What the history calls our tables and fields."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "offers.name_needed": _("Donnez un nom à la solution, par exemple « Économique »."),
    "offers.name_taken": _("L’affaire a déjà une solution « %(name)s » : donnez un autre nom."),
    "offers.wrong_quantity": _("La quantité va de 1 à 100 000."),
    "offers.impossible": _(
        "Cette configuration n’est plus possible avec le catalogue : reprenez-la dans le configurateur."
    ),
    "offers.incomplete": _("Pour garder cette solution, choisissez encore : %(what)s."),
    "offers.too_many": _("L’affaire a déjà %(limit)s solutions : enlevez-en une avant d’en ajouter."),
    "offers.no_deal": _(
        "Vous n’avez pas d’affaire ouverte : ouvrez-en une sur la page du client, puis gardez la solution."
    ),
    "offers.reason_needed": _("Dites pourquoi : la raison reste, et sert quand le client revient."),
    "offers.wrong_state": _("Une solution est à étudier, retenue ou écartée : choisissez dans la liste."),
    "offers.no_such_product": _("Le catalogue n’a pas de produit « %(reference)s » : vérifiez la référence."),
}

KINDS = {
    "offers.solution": _("Solution gardée"),
    "offers.solution_removed": _("Solution enlevée"),
    "offers.kept": _("Solution retenue"),
    "offers.refused": _("Solution écartée"),
    "offers.candidate": _("Solution remise à l’étude"),
    "offers.extra": _("Produit ajouté à une solution"),
}

TABLES = {
    "offers_solution": _("Solution"),
    "offers_solutionextra": _("Produit ajouté à une solution"),
}

COLUMNS = {
    "offers_solution": {
        "name": _("Nom"), "choices": _("Choix"), "needs": _("Besoins"), "quantity": _("Quantité"),
        "price_list_id": _("Tarif"), "state": _("État"), "reason": _("Raison"), "judged_at": _("Jugée le"),
    },
    "offers_solutionextra": {"quantity": _("Quantité")},
}  # fmt: skip
