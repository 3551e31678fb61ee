"""Names of the demonstration's solutions, and reasons why they are selected or rejected."""

NAMES = {"price": "Économique", "margin": "Haut de gamme", "delay": "Livraison rapide"}
VERDICTS = (
    ("selected", "Répond à toutes les exigences, au budget du client."),
    ("refused", "Plus chère, sans rien que le client ait demandé de plus."),
)
