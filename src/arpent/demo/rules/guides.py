"""Discovery guides of the demonstration, and typical answers of customers."""

from dataclasses import dataclass


@dataclass(frozen=True)
class GuideEntry:
    """A question, why it is asked, the buying motive, the follow-up question, and the characteristic it is about."""

    text: str
    why: str
    motive: str
    follow_up: str = ""
    code: str = ""
    comparison: str = "="


GUIDES: dict[str, tuple[GuideEntry, ...]] = {
    "Groupe motopompe": (
        GuideEntry(
            "Quel débit vous faut-il ?",
            "c’est lui qui choisit la pompe",
            "security",
            "Et aux heures de pointe ?",
            "pompe.debit",
            ">=",
        ),
        GuideEntry(
            "À quelle hauteur, pertes comprises ?",
            "une pompe trop courte ne débite rien",
            "security",
            "Quelle longueur de tuyau ?",
            "pompe.hauteur",
            ">=",
        ),
        GuideEntry("Quel fluide ?", "le corps et les joints en dépendent", "security", "Avec des solides ?", "fluide"),
        GuideEntry("Dans quel local ?", "l’indice IP du moteur en dépend", "security", "Qui y entre ?", "ambiance"),
        GuideEntry(
            "Quel bruit au plus, la nuit ?",
            "un voisin mécontent arrête un chantier",
            "comfort",
            "Qui s’en est plaint ?",
            "niveau_sonore",
            "<=",
        ),
        GuideEntry(
            "Que coûte une heure d’arrêt ?", "elle justifie une pompe de secours", "money", "Combien l’an dernier ?"
        ),
    ),
    "Vanne motorisée": (
        GuideEntry("Quel diamètre ?", "la vanne suit la tuyauterie", "security", "", "vanne.dn"),
        GuideEntry("Quel fluide ?", "le joint en dépend", "security", "À quelle concentration ?", "fluide"),
        GuideEntry(
            "Quelle pression de service ?",
            "la vanne doit la tenir",
            "security",
            "Et les coups de bélier ?",
            "pression_de_service",
        ),
        GuideEntry(
            "Y a-t-il de l’air comprimé ?", "sans air, la commande est électrique", "money", "", "air_disponible"
        ),
    ),
    "Traitement d’air": (
        GuideEntry(
            "Quel débit d’air ?", "il fixe la centrale", "comfort", "Combien de personnes ?", "centrale.debit", ">="
        ),
        GuideEntry("Quel local ?", "la filtration et l’échangeur en dépendent", "security", "", "local"),
        GuideEntry(
            "Quel rendement au moins ?",
            "l’énergie rendue paie la centrale",
            "money",
            "Que payez-vous de chauffage ?",
            "centrale.rendement",
            ">=",
        ),
    ),
}

# A word of a deal's title -> the family it needs, answers in the guide's order, the supplier and what is wrong with it.
FILLED: dict[str, tuple[str, tuple[str, ...], str, str]] = {
    "Pompes du puits": (
        "Groupe motopompe",
        ("40 m³/h", "30 m", "eau chlorée", "chlorée", "72 dB(A)", "Environ 900 € de l’heure"),
        "Pompes Delorme",
        "Trois semaines pour une garniture",
    ),
    "Relevage": (
        "Groupe motopompe",
        ("25 m³/h", "15", "eau claire", "humide", "", "Une journée d’arrêt, pas plus"),
        "",
        "Bouchages répétés",
    ),
    "Surpresseur": (
        "Groupe motopompe",
        ("18", "32 m", "eau claire", "sèche", "68 dB(A)", ""),
        "Hydro Vallée",
        "Devis sans visite",
    ),
    "Vannes": ("Vanne motorisée", ("150", "eau", "10", "oui"), "", "Joints refaits chaque année"),
    "Centrale": ("Traitement d’air", ("12000", "atelier", "75"), "Air du Lyonnais", "Filtres livrés en retard"),
}
