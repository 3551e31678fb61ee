// The people met on a visit, and the contact that is typed in one line.
import { html, type TemplateResult } from "lit";
import type { Draft } from "../offline/db";
import { newId } from "../site/ids";
import { readContact } from "./contact_line";
import { textField } from "./fields";
import { icon } from "./page";
import type { VisitPage } from "./visit";
import { t } from "./words";

/** A person met: a contact of the company, or a name. */
export interface Met {
  contact: string;
  name: string;
}
/** Draw the people met: contacts of the company to tick, others by name, and a line to add one. */
export function metContacts(page: VisitPage, d: Draft): TemplateResult {
  const met = (d.body.met as Met[] | undefined) ?? [],
    contacts = page.companyRecord?.contacts ?? [];
  const known = new Set(contacts.map((c) => c.id));
  const flip = (one: Met, on: boolean) =>
    page.set(
      "met",
      on ? [...met, one] : met.filter((m) => (one.contact ? m.contact !== one.contact : m.name !== one.name)),
    );
  return html`${contacts.map(
    (c) =>
      html`<label class="form-check"
          ><input
            type="checkbox"
            class="form-check-input"
            .checked=${met.some((m) => m.contact === c.id)}
            @change=${(e: Event) => flip({ contact: c.id, name: c.name }, (e.target as HTMLInputElement).checked)}
          /><span class="form-check-label">${c.name} <span class="text-secondary">${c.function}</span></span></label
        >`,
  )}
    ${met
      .filter((m) => !known.has(m.contact))
      .map(
        (m) =>
          html`<div class="d-flex gap-2 align-items-center mb-1">
            <span>${icon("user", "icon-sm")} ${m.name}</span
            ><button
              type="button"
              class="btn btn-sm btn-icon"
              aria-label=${t("Enlever %(name)s", { name: m.name })}
              @click=${() => removeMet(page, m)}
            >
              ${icon("x", "icon-sm")}
            </button>
          </div>`,
      )}
    ${textField({
      id: "v-contact",
      label: t("Nouveau contact, en une ligne"),
      value: contactLine(page),
      hint: t("Prénom Nom, fonction, téléphone"),
      input: (v) => {
        page.asking = false;
        page.setWidget("contact_line", v || undefined);
      },
    })}
    <button
      type="button"
      class="btn btn-sm mb-3"
      ?disabled=${!readContact(contactLine(page)).last_name}
      @click=${() => addContact(page)}
    >
      ${icon("plus", "icon-sm")} ${t("Ajouter ce contact")}
    </button>`;
}

/** Return the contact that is being typed, "" for none. */
export function contactLine(page: VisitPage): string {
  return page.widget("contact_line") ?? "";
}

/** Make the typed line a contact, sent before the visit, and one of the people met. */
export function addContact(page: VisitPage): void {
  const d = page.draft,
    person = readContact(contactLine(page));
  if (!d || !person.last_name) return;
  const id = newId(),
    name = `${person.first_name} ${person.last_name}`.trim();
  const also = [
    ...(d.also ?? []),
    {
      id,
      kind: "contact",
      label: `${name} · ${d.label}`,
      body: {
        company: d.body.company,
        company_name: d.label,
        ...person,
        mobile: /^(\+33|0)\s*[67]/.test(person.phone) ? person.phone : "",
      },
    },
  ];
  const { contact_line: _added, ...widgets } = d.widgets ?? {};
  page.asking = false;
  page.change({
    also,
    widgets,
    body: { ...d.body, met: [...((d.body.met as Met[] | undefined) ?? []), { contact: id, name }] },
  });
}

function removeMet(page: VisitPage, one: Met): void {
  if (!page.draft) return;
  const met = ((page.draft.body.met as Met[]) ?? []).filter((m) => m !== one);
  page.change({
    also: (page.draft.also ?? []).filter((x) => x.id !== one.contact),
    body: { ...page.draft.body, met },
  });
}

/** Ask what a typed line is that does not read as a person. */
export function contactQuestion(page: VisitPage, d: Draft): TemplateResult {
  return html`<div class="alert alert-warning mb-2" role="alert">
    <p class="mb-2">${t("« %(text)s » est-il un contact ?", { text: contactLine(page) })}</p>
    <div class="field-actions">
      <button
        type="button"
        class="btn"
        ?disabled=${!readContact(contactLine(page)).last_name}
        @click=${() => {
          addContact(page);
          void page.finish();
        }}
      >
        ${icon("user", "icon-sm")} ${t("Oui, l’ajouter")}
      </button>
      <button type="button" class="btn" @click=${() => moveToSaid(page, d)}>
        ${t("Non, le mettre dans « Ce qui s’est dit »")}
      </button>
    </div>
  </div>`;
}
/** Move the typed line to what was said, and finish. */
function moveToSaid(page: VisitPage, d: Draft): void {
  const { contact_line: line, ...widgets } = d.widgets ?? {};
  page.asking = false;
  page.change({
    widgets,
    body: { ...d.body, said: [String(d.body.said ?? "").trimEnd(), line].filter(Boolean).join("\n") },
  });
  void page.finish();
}
