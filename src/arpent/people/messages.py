"""What a refusal says: code to sentence."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "not_found": _("Cette fiche n’existe pas, ou elle n’est pas dans votre portefeuille."),
    "people.not_allowed": _("Votre rôle ne permet pas cela : demandez-le à votre responsable."),
    "people.already_undone": _("Cette opération est déjà annulée : ouvrez l’historique pour rétablir."),
    "people.not_undoable": _(
        "La création de l’entreprise ne s’annule pas : arrêtez Arpent et repartez d’un dossier vide."
    ),
    "people.job_broken": _("Le travail s’est arrêté sur une erreur de notre part : relancez-le."),
    "people.still_running": _("Ce travail est encore en cours : arrêtez-le ou attendez sa fin, puis annulez."),
    "people.already_founded": _("L’entreprise existe déjà : connectez-vous."),
    "people.wrong_email": _("« %(email)s » n’est pas une adresse e-mail : écrivez par exemple nom@entreprise.fr."),
    "people.email_taken": _("Une personne utilise déjà l’adresse %(email)s : choisissez-en une autre."),
    "people.weak_password": _("Choisissez un autre mot de passe. %(reasons)s"),
    "people.last_administrator": _("Nommez d’abord un autre administrateur : celui-ci est le dernier."),
    "people.team_taken": _("Une équipe s’appelle déjà « %(name)s » : choisissez un autre nom."),
}

KINDS = {
    "undo": _("Annulation"),
    "people.found": _("Création de l’entreprise"),
    "people.create": _("Nouvelle personne"),
    "people.change": _("Droits d’une personne"),
    "people.team": _("Nouvelle équipe"),
    "people.preferences": _("Préférences"),
    "clients.create": _("Nouvelle entreprise"),
    "clients.change": _("Entreprise modifiée"),
    "clients.delete": _("Suppression d’entreprises"),
    "clients.bulk": _("Changement en masse"),
    "clients.site": _("Site modifié"),
    "clients.site_removed": _("Site supprimé"),
    "clients.opening": _("Horaires modifiés"),
    "clients.contact": _("Contact modifié"),
    "clients.contact_removed": _("Contact supprimé"),
    "clients.note": _("Note"),
    "clients.visit": _("Visite notée"),
    "clients.view": _("Vue enregistrée"),
    "clients.view_deleted": _("Vue supprimée"),
    "clients.import": _("Import d’un fichier"),
    "clients.locate": _("Adresses situées"),
    "clients.check": _("Vérification du fichier"),
    "territory.sector": _("Secteur dessiné"),
    "territory.sector_deleted": _("Secteur supprimé"),
    "territory.campaign": _("Campagne"),
    "territory.campaign_deleted": _("Campagne supprimée"),
    "territory.target_dropped": _("Cible retirée"),
    "agenda.pattern": _("Journées de travail"),
    "agenda.appointment": _("Rendez-vous"),
    "agenda.cancel": _("Rendez-vous annulé"),
    "agenda.done": _("Visite faite"),
    "agenda.plan": _("Semaine planifiée"),
    "agenda.move": _("Visite déplacée dans le plan"),
    "agenda.lock": _("Visite verrouillée"),
    "agenda.remove": _("Visite retirée du plan"),
    "agenda.accept": _("Plan accepté"),
    "agenda.drop": _("Plan abandonné"),
    "demo.load": _("Entreprise de démonstration"),
}

TABLES = {
    "clients_company": _("Entreprise"),
    "clients_site": _("Site"),
    "clients_contact": _("Contact"),
    "clients_companytag": _("Étiquette"),
    "clients_openingwindow": _("Horaire"),
    "clients_closing": _("Fermeture"),
    "clients_timelineentry": _("Fil"),
    "clients_savedview": _("Vue"),
    "clients_importfile": _("Import"),
    "people_user": _("Personne"),
    "people_team": _("Équipe"),
    "people_organisation": _("Entreprise"),
    "territory_sector": _("Secteur"),
    "territory_sectorcommune": _("Commune d’un secteur"),
    "territory_campaign": _("Campagne"),
    "territory_campaigntarget": _("Cible"),
    "agenda_appointment": _("Rendez-vous"),
    "agenda_plan": _("Plan"),
    "agenda_workpattern": _("Journées"),
}

ACTS = {
    "see_clients": _("voir les clients"),
    "change_clients": _("modifier les clients"),
    "assign_clients": _("attribuer les clients"),
    "import_file": _("importer un fichier"),
    "draw_sector": _("dessiner un secteur"),
    "plan_week": _("planifier une semaine"),
    "undo": _("annuler une opération"),
    "manage_people": _("gérer les personnes"),
    "load_demo": _("charger la démonstration"),
}

REACHES = {"own": _("les siens"), "team": _("ceux de l’équipe"), "all": _("tous")}

REASONS = {
    "changed": _("changé depuis"),
    "used": _("d’autres fiches s’appuient dessus"),
    "belongs": _("appartient à une fiche gardée"),
    "out_of_reach": _("n’est plus dans votre portefeuille"),
    "parent_gone": _("la fiche dont il dépend n’existe plus"),
    "taken": _("une autre fiche a pris sa place depuis"),
}
