// Links to call, to write a message or an e-mail, and to navigate.
import { html, nothing, type TemplateResult } from "lit";
import { icon } from "./page";
import { phone, t } from "./words";

/** Draw a link that calls a number, nothing without one. */
export function callLink(number: string, name: string): TemplateResult | typeof nothing {
  return number
    ? html`<a class="btn" href="tel:${number}"
        >${icon("phone")} ${phone(number)}<span class="visually-hidden"> ${name}</span></a
      >`
    : nothing;
}

/** Draw a link that writes an SMS to a French mobile number, nothing for other numbers. */
export function messageLink(number: string, name: string): TemplateResult | typeof nothing {
  return /^\+33[67]/.test(number)
    ? html`<a class="btn" href="sms:${number}"
        >${icon("send")} ${t("SMS")}<span class="visually-hidden"> ${name}</span></a
      >`
    : nothing;
}

/** Draw a link that writes an e-mail, nothing without an address. */
export function mailLink(address: string, name: string): TemplateResult | typeof nothing {
  return address
    ? html`<a class="btn" href="mailto:${address}"
        >${icon("mail")} ${t("E-mail")}<span class="visually-hidden"> ${name}</span></a
      >`
    : nothing;
}

/** Draw links that navigate to a place, nothing without coordinates. */
export function driveLinks(lat: number | null, lon: number | null): TemplateResult | typeof nothing {
  if (lat === null || lon === null) return nothing;
  return html`<a class="btn" href="geo:${lat},${lon}?q=${lat},${lon}">${icon("navigation")} ${t("Y aller")}</a>
    <a class="btn" rel="noreferrer" href="https://waze.com/ul?ll=${lat}%2C${lon}&navigate=yes">Waze</a>
    <a class="btn" rel="noreferrer" href="https://www.google.com/maps/dir/?api=1&destination=${lat}%2C${lon}">Maps</a>`;
}
