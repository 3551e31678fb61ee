"""Texts of the demonstration's visits: questions per kind of visit, and reports."""

FORMS = (
    ("Suivi", "Dernière offre imprimée\nCatalogue des pompes\nÉchantillon de garniture"),
    ("Découverte", "Plaquette de la société\nCarte de visite\nGuide de découverte"),
)
# Own questions of a form: kind, title, choices, expected.
QUESTIONS = {
    "Suivi": (
        ("choice", "État de l’installation", ("bon", "à surveiller", "à remplacer"), True),
        ("number", "Âge de la pompe (ans)", (), False),
    ),
    "Découverte": (
        ("several", "Ce qu’il exploite", ("pompes", "vannes", "surpresseurs", "filtration"), False),
        ("yes_no", "Contrat d’entretien ailleurs ?", (), False),
    ),
}
SURVEY = (
    "Satisfaction du service",
    (
        ("choice", "Délai d’intervention", ("court", "acceptable", "trop long"), True),
        ("choice", "Recommanderait-il ?", ("oui", "peut-être", "non"), False),
        ("text", "Ce qu’il faudrait améliorer", (), False),
    ),
)
# (aim, reached, said, need, competitor, next step, satisfaction)
REPORTS = (
    (
        "Point sur le contrat d’entretien",
        "yes",
        "Content des deux dernières interventions. Le chef d’équipe change en janvier.",
        "",
        "",
        "Prendre rendez-vous avec le nouveau chef d’équipe",
        4,
    ),
    (
        "Présenter la gamme chimie",
        "partly",
        "Intéressé par la pompe magnétique, trouve le délai long.",
        "40 m³/h, 3 bar, eau chlorée, moins de 70 dB la nuit",
        "un fournisseur allemand, livré en six semaines",
        "Envoyer la fiche technique",
        3,
    ),
    (
        "Relancer l’offre",
        "no",
        "Budget repoussé au prochain exercice, le projet reste ouvert.",
        "",
        "",
        "Rappeler en février",
        3,
    ),
    (
        "Constater la fuite",
        "yes",
        "Garniture usée, photos prises. Il arrête la ligne un samedi matin.",
        "Remplacement de la garniture",
        "",
        "Chiffrer le remplacement",
        2,
    ),
)
