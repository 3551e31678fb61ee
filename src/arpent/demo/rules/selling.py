"""Legal identity and discount rules of the demonstration firm, and the outcome of each offer."""

from decimal import Decimal

# A firm that does not exist: its SIREN is one the registry never gave, its numbers are reserved for fiction.
IDENTITY = {
    "legal_form": "SAS",
    "capital": Decimal(320_000),
    "siren": "999999907",
    "registry": "Lyon",
    "vat_number": "FR29999999907",
    "address": "18 quai des Brasseurs",
    "postcode": "69007",
    "city": "Lyon",
    "country": "FR",
    "phone": "04 65 71 00 10",
    "email": "contact@fluviane.example",
    "website": "fluviane.example",
    "insurance": "Responsabilité civile professionnelle et décennale, police de démonstration n° 000 000",
    "bank": "IBAN FR76 3000 6000 0112 3456 7890 189, BIC AGRIFRPP (exemple)",
}
POLICY = {
    "offer_free": Decimal(28),
    "offer_manager": Decimal(22),
    "line_free": Decimal(15),
    "line_manager": Decimal(5),
    "financing_rate_percent": Decimal(5),
    "warranty_percent": Decimal("1.5"),
    "commission_percent": Decimal(3),
    "deposit_percent": Decimal(30),
    "validity_days": 30,
    "payment_days": 30,
}
CAMPAIGN = ("Rentrée des surpresseurs", Decimal(4), 20, 40)
SERVICES = (
    ("SV-MES", "1", "jour", "780"),
    ("SV-FOR", "1", "lot", "450"),
)
CARRIAGE = ("Port et emballage", "180", "140")
OPTION = ("SV-ENT", "1", "an", "640")
TERMS_TITLE = "Conditions générales de vente"
TERMS = (
    (
        "Objet",
        (
            "Ces conditions sont le socle de la négociation commerciale (C. com. L441-1). Elles valent pour toute vente"
            " à un client professionnel."
        ),
    ),
    ("Commande", "La commande est ferme à la signature de l’offre. Une modification demande un accord écrit."),
    ("Prix", "Les prix sont hors taxes, fermes pendant la validité de l’offre."),
    (
        "Paiement",
        (
            "Sauf accord écrit, trente jours date de facture. Retard : taux de la Banque centrale européenne majoré de"
            " 10 points et 40 € de frais."
        ),
    ),
    (
        "Livraison",
        "Les délais courent de la réception de l’acompte. Le transfert des risques suit l’Incoterm de l’offre.",
    ),
    ("Réserve de propriété", "Le matériel reste au vendeur jusqu’au paiement complet."),
    ("Garantie", "Douze mois, pièces et main-d’œuvre, hors usure et mauvais usage."),
    ("Litiges", "À défaut d’accord amiable, le tribunal des activités économiques de Lyon."),
)
# What becomes of an offer, by the stage its deal goes to: one after the other.
FATES = {
    "offer": ("sent", "ending", "draft"),
    "negotiation": ("pending_approval", "opened"),
    "won": ("signed",),
    "lost": ("refused",),
}
