"""What the demonstration's solutions are called, and why they are kept or refused."""

NAMES = {"price": "Économique", "margin": "Haut de gamme", "delay": "Livraison rapide"}
VERDICTS = (
    ("selected", "Répond à toutes les exigences, au budget du client."),
    ("refused", "Plus chère, sans rien que le client ait demandé de plus."),
)
