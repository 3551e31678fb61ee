// Translation and formatting: French sentences in the code, the English ones come with the page.

import { typeset } from "../site/typography";

let catalogue: Record<string, string> = {};
let language = "fr";

function locale(): string {
  return language === "fr" ? "fr-FR" : "en-GB";
}

/** Read the language and the translations from the page. */
export function loadTranslations(): void {
  language = document.documentElement.lang || "fr";
  try {
    catalogue = JSON.parse(document.getElementById("field-translations")?.textContent ?? "{}") as Record<
      string,
      string
    >;
  } catch {
    catalogue = {};
  }
}

/** Return a sentence in the user's language, with its %(name)s placeholders replaced. */
export function t(text: string, facts: Record<string, string | number> = {}): string {
  return typeset(
    (catalogue[text] ?? text).replace(/%\((\w+)\)s/g, (_all, name: string) => String(facts[name] ?? "")),
    language,
  );
}

/** Return the singular for 1 (in French for 0 as well), else the plural. */
export function tn(one: string, many: string, n: number): string {
  return t((language === "fr" ? n < 2 : n === 1) ? one : many, { n });
}

const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { timeZone: "Europe/Paris", ...options });

/** Return the local time of day of an ISO moment. */
export function clock(iso: string): string {
  return format({ hour: "2-digit", minute: "2-digit" }).format(new Date(iso));
}

/** Return an ISO day or moment as weekday, day and month, "" for none. */
export function day(iso: string): string {
  return iso
    ? typeset(
        format({ weekday: "long", day: "numeric", month: "long" }).format(
          new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso),
        ),
        language,
      )
    : "";
}

/** Return an ISO day or moment as day, month and year in digits, "" for none. */
export function shortDay(iso: string): string {
  return iso
    ? format({ day: "2-digit", month: "2-digit", year: "numeric" }).format(
        new Date(iso.length === 10 ? `${iso}T12:00:00Z` : iso),
      )
    : "";
}

/** Return the date of a moment in the user's time zone, as 2026-11-24. */
export function isoDay(moment: Date): string {
  return new Intl.DateTimeFormat("sv-SE", {
    timeZone: "Europe/Paris",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(moment);
}

/** Return an amount with its currency, "—" for none. */
export function money(amount: number | string | null, currency = "EUR"): string {
  return amount === null || amount === ""
    ? "—"
    : new Intl.NumberFormat(locale(), { style: "currency", currency }).format(Number(amount));
}

/** Return a unit price with two to four decimals. */
export function unitMoney(amount: string | null, currency = "EUR"): string {
  return amount === null
    ? "—"
    : new Intl.NumberFormat(locale(), {
        style: "currency",
        currency,
        maximumFractionDigits: 4,
      }).format(Number(amount));
}

/** Return a rate in percent. */
export function percent(value: number | string, decimals = 1): string {
  return typeset(
    `${new Intl.NumberFormat(locale(), { maximumFractionDigits: decimals }).format(Number(value))} %`,
    language,
  );
}

/** Return how long ago an ISO moment was, in minutes, hours or days. */
export function ago(iso: string, now: Date): string {
  const minutes = Math.max(0, Math.round((now.getTime() - Date.parse(iso)) / 60_000));
  const words =
    minutes < 1
      ? t("à l’instant")
      : minutes < 60
        ? t("%(n)s min", { n: minutes })
        : minutes < 48 * 60
          ? t("%(n)s h", { n: Math.round(minutes / 60) })
          : tn("%(n)s jour", "%(n)s jours", Math.round(minutes / 1440));
  // No line break inside.
  return words.replaceAll(" ", "\u00a0");
}

/** Return a French phone number in pairs: 04 72 00 00 00. */
export function phone(number: string): string {
  return /^\+33\d{9}$/.test(number) ? `0${number.slice(3)}`.replace(/(\d\d)(?=\d)/g, "$1 ") : number;
}
