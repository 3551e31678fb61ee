"""Messages of sending, the portal, signatures and outcomes."""

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    "offers.next_version_open": _(
        "La version %(version)s est en cours d’écriture : envoyez-la, ou annulez-la dans l’historique, avant de dire"
        " le résultat de l’offre."
    ),
    "offers.no_more_questions": _("Cette offre n’attend plus de question ici : appelez %(name)s."),
    "offers.mail_address": _("Donnez l’adresse e-mail du destinataire, ou décochez l’envoi : vous copierez le lien."),
    "offers.mail_link_expired": _(
        "Ce lien n’est plus à envoyer : il est retiré, ou une version plus récente le remplace."
    ),
    "offers.already_refused": _("Cette offre est refusée : demandez-en une nouvelle version à votre interlocuteur."),
    "offers.recipient_needed": _("Écrivez le nom de qui reçoit l’offre."),
    "offers.not_sent": _("Cette offre n’attend pas de réponse : elle n’est pas partie, ou elle est close."),
    "offers.link_replaced": _(
        "La version %(version)s de cette offre est remplacée par une autre : demandez le nouveau lien à %(whom)s."
    ),
    "offers.expired": _("Cette offre valait jusqu’au %(day)s : demandez-en une nouvelle à votre interlocuteur."),
    "offers.no_such_choice": _("Une option choisie n’est pas dans cette offre : rechargez la page."),
    "offers.two_alternatives": _("Deux variantes de la même ligne sont choisies : gardez-en une."),
    "offers.signer_needed": _("Écrivez votre nom."),
    "offers.function_needed": _("Écrivez votre fonction dans l’entreprise."),
    "offers.signature_method_needed": _("Choisissez comment signer : nom écrit, ou signature dessinée."),
    "offers.drawing_needed": _("Dessinez votre signature dans le cadre, ou signez par votre nom écrit."),
    "offers.consent_needed": _("Cochez « bon pour accord » pour signer."),
    "offers.terms_needed": _("Cochez que vous acceptez les conditions générales : elles sont à lire par le lien."),
    "offers.reason_of_refusal": _("Choisissez la raison dans la liste : elle aide à mieux vous répondre."),
    "offers.question_needed": _("Écrivez votre question."),
    "offers.too_many_questions": _("Cette offre a déjà beaucoup de questions : appelez plutôt votre interlocuteur."),
    "offers.answer_needed": _("Écrivez la réponse : elle paraît sur la page du client."),
    "offers.reminder_needed": _("Dites comment vous avez relancé, et ce qui a été répondu."),
    "offers.reminder_in_past": _("Donnez un jour après aujourd’hui pour y revenir."),
    "offers.wrong_result": _("Choisissez dans la liste le résultat de l’offre."),
    "offers.lost_reason": _("Dites pourquoi elle est perdue : c’est ce qui apprend à gagner la suivante."),
}
