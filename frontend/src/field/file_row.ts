// One file of a draft: its picture or sound, its caption.
import { html, type TemplateResult } from "lit";
import type { TakenFile } from "../offline/db";
import { icon } from "./page";
import { t } from "./words";

/** What a row of a file can change. */
export interface FileChanges {
  setCaption(file: TakenFile, caption: string): void;
  removeFile(file: TakenFile): void;
}

const NAMES: Record<TakenFile["kind"], () => string> = {
  photo: () => t("Photo"),
  sketch: () => t("Croquis"),
  sound: () => t("Note sonore"),
  card: () => t("Carte de visite"),
};

/** Draw a file; its caption can be changed, and it can be taken off, until it is finished. */
export function fileRow(f: TakenFile, url: string, changes: FileChanges): TemplateResult {
  const name = f.caption || NAMES[f.kind]();
  return html`<div class="field-file" data-file=${f.id}>
    ${
      !url
        ? html`<span class="small text-secondary">${t("%(name)s : visible avec du réseau.", { name })}</span>`
        : f.kind === "sound"
          ? html`<audio controls src=${url} aria-label=${name}></audio>`
          : html`<img src=${url} alt=${name} />`
    }
    ${
      f.sent
        ? html`<span class="flex-fill"
            >${f.caption} <span class="small text-secondary">${t("gardé avec la visite")}</span></span
          >`
        : html`<input
              class="form-control form-control-sm"
              maxlength="200"
              placeholder=${t("Légende")}
              aria-label=${t("Légende")}
              .value=${f.caption}
              @input=${(e: Event) => changes.setCaption(f, (e.target as HTMLInputElement).value)}
            />
            <button
              type="button"
              class="btn btn-icon btn-sm"
              aria-label=${t("Enlever")}
              @click=${() => changes.removeFile(f)}
            >
              ${icon("x", "icon-sm")}
            </button>`
    }
  </div>`;
}

/** Return the bytes of a file from the server, null without a network. */
export async function fetchFile(id: string): Promise<ArrayBuffer | null> {
  try {
    const answer = await fetch(`/visits/files/${id}`, { redirect: "error", signal: AbortSignal.timeout(20_000) });
    return answer.ok ? await answer.arrayBuffer() : null;
  } catch {
    return null;
  }
}
