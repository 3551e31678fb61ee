"""Labels of the document template."""

from django.utils.translation import gettext as _


def document_labels(currency: str) -> dict[str, str]:
    """Return the labels of the template by name, in the active language. ``currency``: ISO 4217."""
    return {
        "page": _("Page"),
        "object": _("Objet :"),
        "enclosures": _("Pièces jointes :"),
        "need": _("Votre besoin"),
        "question": _("Question"),
        "answer": _("Votre réponse"),
        "level": _("Niveau"),
        "empty": "—",
        "solution": _("Notre solution"),
        "reference": _("Référence"),
        "characteristic": _("Caractéristique"),
        "value": _("Valeur"),
        "prices": _("Détail des prix"),
        "number": _("N°"),
        "picture": _("Photo"),
        "label": _("Désignation"),
        "quantity": _("Qté"),
        "unit": _("Unité"),
        "price": _("Prix unitaire"),
        "discount": _("Remise"),
        "net": _("Net HT"),
        "vat": _("TVA"),
        "subtotal": _("Sous-total HT"),
        "summary": _("Récapitulatif"),
        "amount": _("Montant (%(currency)s)") % {"currency": currency},
        "options": _("Options"),
        "alternatives": _("Variantes"),
        "conditions": _("Conditions"),
        "acceptance": _("Acceptation de l’offre"),
        "name": _("Nom et prénom"),
        "function": _("Fonction"),
        "date": _("Date"),
        "signature": _("Signature"),
        "certificate": _("Certificat de signature"),
        "fact": _("Élément"),
        "hashes": _("Empreintes SHA-256"),
        "document": _("Document"),
        "hash": _("Empreinte"),
    }
