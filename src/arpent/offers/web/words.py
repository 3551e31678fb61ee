"""The words the grid draws with: the server's, in the person's language."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from arpent.kernel.typography import typeset

GRID_WORDS = {
    "number": _("N°"),
    "saved": _("Tout est enregistré"), "saving": _("Enregistrement…"), "offline": _("Pas de réseau : vos changements sont gardés ici et partiront dès son retour"),
    "unsent": _("à envoyer"), "refused": _("à corriger"), "others": _("Aussi sur cette offre :"), "undone": _("Annulé"), "reference": _("Référence"),
    "label": _("Désignation"), "quantity": _("Quantité"), "unit": _("Unité"), "price": _("PU HT"), "discount": _("Remise %"), "net": _("Net HT"), "vat": _("TVA"), "cost": _("Coût €"),
    "margin": _("Marque %"), "section": _("Titre"), "remove": _("Enlever"), "up": _("Monter"), "down": _("Descendre"), "option": _("Option"), "variant": _("Variante de la ligne au-dessus"),
    "included": _("Comprise"), "counted": _("dans le total"), "description": _("Description"), "list": _("Prix tarif"), "by_hand": _("prix saisi"), "campaign": _("campagne"),
    "below": _("sous la marge libre"), "more": _("Plus"), "gross": _("Prix tarif"), "invoice": _("Prix net de l’offre"), "pocket": _("Prix de poche"), "purchase": _("Coût d’achat"),
    "margin_invoice": _("Marge sur facture"), "margin_pocket": _("Marge de poche"), "on_price": _("taux de marque"), "on_cost": _("taux de marge"), "unknown": _("inconnue : un coût manque"),
    "subtotal": _("Total des lignes HT"), "global": _("Remise sur le total"), "carriage": _("Port"), "total": _("Total HT"), "tax": _("TVA"), "incl": _("Total TTC"), "due": _("Total à payer"), "deposit": _("Acompte à la commande"),
    "basis": _("sur"), "subtotal_of": _("Sous-total"), "voided": _("Cette modification annule l’accord : il sera à redemander."),
    "vat_normal": _("normal"), "vat_intermediate": _("intermédiaire"), "vat_reduced": _("réduit"), "vat_super_reduced": _("particulier"), "line": _("ligne"),
    "kept": _("Vos lignes non envoyées sont revenues : elles partent maintenant."), "frozen": _("Cette version n’est plus modifiable : vos lignes non envoyées restent ci-dessous, copiez-les."),
    "to_mend": _("À compléter avant l’envoi, lignes :"),
    "ended": _("Votre session est finie : vos lignes sont gardées ici et partiront quand vous serez de nouveau connecté"), "sign_in": _("Se reconnecter"),
    "mine": _("Garder ce que j’ai écrit"), "theirs": _("Prendre ce qui est enregistré"), "stored": _("Enregistré :"), "outside": _("Garder hors catalogue"),
    "insert": _("Insérer une ligne dessous"), "duplicate": _("Dupliquer"), "pasted": _("lignes collées"), "cancel": _("Annuler"),
    "not_undone": _("Rien n’est annulé : la ligne a changé depuis, ou le réseau manque."),
    "role": _("Dans l’offre"), "what": _("Étape"),
}  # fmt: skip


def grid_words() -> dict[str, str]:
    """Return the words in the person's language, typeset: the script draws them without going through a template."""
    return {k: typeset(str(v), get_language() or "fr") for k, v in GRID_WORDS.items()}
