"""Sentences of refusals by code, and the words of the history."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "solutions.name_needed": _("Donnez un nom à la solution, par exemple « Économique »."),
    "solutions.name_taken": _("L’affaire a déjà une solution « %(name)s » : donnez un autre nom."),
    "solutions.wrong_quantity": _("La quantité va de 1 à %(limit)s."),
    "solutions.impossible": _(
        "Cette configuration n’est plus possible avec le catalogue : reprenez-la dans le configurateur."
    ),
    "solutions.incomplete": _("Pour garder cette solution, choisissez encore : %(what)s."),
    "solutions.too_many": _("L’affaire a déjà %(limit)s solutions : enlevez-en une avant d’en ajouter."),
    "solutions.no_deal": _(
        "Vous n’avez pas d’affaire ouverte : ouvrez-en une sur la page du client, puis gardez la solution."
    ),
    "solutions.reason_needed": _("Dites pourquoi : la raison reste, et sert quand le client revient."),
    "solutions.wrong_state": _("Une solution est à étudier, retenue ou écartée : choisissez dans la liste."),
    "solutions.decided_concurrently": _(
        "Cette solution est devenue « %(state)s » depuis que vous avez ouvert la page : relisez-la, puis jugez-la si"
        " c’est toujours voulu."
    ),
}

KINDS = {
    "solutions.selected": _("Solution retenue"),
    "solutions.refused": _("Solution écartée"),
    "solutions.candidate": _("Solution remise à l’étude"),
    "solutions.solution": _("Solution gardée"),
    "solutions.solution_removed": _("Solution enlevée"),
    "solutions.extra": _("Produit ajouté à une solution"),
}
