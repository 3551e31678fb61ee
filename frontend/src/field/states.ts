// Sentences for the state of the connection, of the sign-in and of the clock.
import type { FieldModel } from "./model";
import { clock, isoDay, shortDay, t, tn } from "./words";

/** Return the sentence of the current state, "" when there is no trouble. */
export function stateOf(m: FieldModel): string {
  if (m.sync.sending) return t("Envoi en cours…");
  const lastExchange = ["offline", "server", "portal"].includes(m.sync.reason)
    ? lastAnswer(m.session.lastAnswerAt)
    : "";
  return [connectionText(m), lastExchange].filter(Boolean).join(" ");
}

function connectionText(m: FieldModel): string {
  switch (m.sync.reason) {
    case "offline":
      return t("Pas de réseau : tout est gardé ici et partira tout seul.");
    case "server":
      return m.sync.status
        ? t("Le serveur ne répond pas (erreur %(status)s) ; nouvel essai dans 30 s. Rien n’est perdu.", {
            status: m.sync.status,
          })
        : t("Le serveur ne répond pas ; nouvel essai dans 30 s. Rien n’est perdu.");
    case "portal":
      return t("Ce réseau demande une connexion (portail) : ouvrez-la, rien n’est parti et rien n’est perdu.");
    case "sign-in":
      return t("Votre session est terminée : reconnectez-vous pour envoyer et recevoir, rien n’est perdu.");
    case "revoked":
      return t("Ce téléphone a été révoqué : ses fiches sont effacées, ce qui reste à envoyer est gardé.");
    case "refused":
      return t("Une saisie ne peut pas partir : la raison est dessous, les autres sont parties.");
    default:
      return "";
  }
}

function lastAnswer(at: string): string {
  if (!at) return "";
  const time = clock(at);
  return isoDay(new Date(at)) === isoDay(new Date())
    ? t("Dernier échange réussi à %(time)s.", { time })
    : t("Dernier échange réussi le %(day)s à %(time)s.", { day: shortDay(at), time });
}

/** Return how many entries wait for the user's next sign-in, "" for none. */
export function waitingForReturn(m: FieldModel): string {
  const n = m.waiting.count + m.drafts.list.length;
  return n ? tn("%(n)s saisie attend votre retour.", "%(n)s saisies attendent votre retour.", n) : "";
}

/** Return by how much the clock is wrong, "" when it is right. */
export function clockWarning(m: FieldModel): string {
  if (!m.session.clockIsWrong) return "";
  const seconds = Math.abs(m.session.clockError),
    hours = seconds / 3600;
  const size =
    hours >= 24
      ? tn("%(n)s jour", "%(n)s jours", Math.round(hours / 24))
      : hours >= 1
        ? t("%(n)s h", { n: Math.round(hours) })
        : t("%(n)s min", { n: Math.round(seconds / 60) });
  return m.session.clockError > 0
    ? t(
        "L’heure de ce téléphone est fausse : elle retarde de %(size)s. Mettez-le à l’heure ; d’ici là, le jour" +
          " affiché et vos saisies sont corrigés.",
        { size },
      )
    : t(
        "L’heure de ce téléphone est fausse : elle avance de %(size)s. Mettez-le à l’heure ; d’ici là, le jour " +
          "affiché et vos saisies sont corrigés.",
        { size },
      );
}
