// What is being written: saved at each change, finished into submissions, dropped with a way back, opened again.
import { type Draft, isFull } from "../offline/db";
import type { FieldModel } from "./model";
import { t } from "./words";

/** The drafts of this phone. */
export class Drafts {
  list: Draft[] = [];
  /** By id of a draft: the work of a page that was left, which is still storing what was open in it. */
  readonly closing = new Map<string, Promise<unknown>>();

  constructor(private readonly model: FieldModel) {}

  /** Save a draft; return whether it was stored. What was stored before is never lost. */
  async save(draft: Draft): Promise<boolean> {
    const store = () => this.model.outbox.saveDraft(draft);
    try {
      await store();
    } catch (error) {
      if (!isFull(error) || !(await this.makeRoom(store))) {
        this.model.notices.say(
          isFull(error)
            ? t(
                "Le téléphone est plein : ce dernier mot n’est pas encore gardé. Laissez cette page ouverte et " +
                  "libérez de la place.",
              )
            : t("Ce navigateur refuse de garder la saisie : laissez cette page ouverte et copiez votre texte."),
        );
        return false;
      }
    }
    this.show(draft);
    return true;
  }

  /** Show a saved draft in the list of those that are not finished. */
  private show(draft: Draft): void {
    const former = this.list.find((d) => d.id === draft.id);
    this.list = former ? this.list.map((d) => (d.id === draft.id ? draft : d)) : [...this.list, draft];
    if (former?.label !== draft.label) this.model.changed();
  }

  /** Finish a draft: its submissions are queued and sent; return whether they were stored. */
  async finish(draft: Draft): Promise<boolean> {
    const store = async () => {
      await this.model.outbox.finish(draft);
    };
    try {
      await store();
    } catch (error) {
      if (!isFull(error) || !(await this.makeRoom(store))) {
        this.model.notices.say(
          t(
            "Le téléphone est plein ou refuse d’écrire : le brouillon est gardé tel qu’il était. Libérez de la " +
              "place, puis terminez de nouveau.",
          ),
        );
        return false;
      }
    }
    await this.model.refresh();
    void this.model.sync.run();
    return true;
  }

  /** Store again after removing the snapshot: it can be fetched again, what was written cannot. */
  private async makeRoom(store: () => Promise<void>): Promise<boolean> {
    try {
      await this.model.snapshot.clear();
      await this.model.outbox.deleteOld(0);
      await store();
    } catch {
      return false;
    }
    this.model.notices.say(
      t("Le téléphone était plein : les fiches à bord ont été enlevées pour garder votre saisie."),
    );
    return true;
  }

  /** Drop a draft, with a way back. */
  async drop(draft: Draft): Promise<void> {
    const { outbox, notices } = this.model;
    await outbox.dropDraft(draft.id);
    const restore = async () => {
      await outbox.saveDraft(draft);
      await this.model.refresh();
    };
    notices.offer(t("Brouillon abandonné : %(name)s.", { name: draft.label }), t("Annuler"), restore, "");
    await this.model.refresh();
  }

  /** Return what was finished here as a draft, with its files; null when this phone does not have it any more. */
  async reopen(id: string): Promise<Draft | null> {
    const record = await this.model.outbox.record(id);
    if (!record) return null;
    const { kind, body, revision, label } = record;
    return { id, kind, body: { ...body }, revision, label, at: "", files: await this.model.outbox.filesOf(id) };
  }
}
