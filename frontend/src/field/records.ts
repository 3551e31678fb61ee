// What the offline snapshot holds, as pages read it: the tour, the index of companies, their records, prices.
import type { Body } from "../offline/db";
import type { Size } from "../offline/snapshot";
import type { IndexRow } from "./company_search";
import type { FieldModel } from "./model";
import type { CompanyRecord, PastVisit, PriceList, Tour } from "./types";

interface Index {
  rows: IndexRow[];
  /** Company records in a shard, and number of shards. */
  shard: number;
  shards: number;
}
type CompanyRecords = Record<string, CompanyRecord>;

/** The records of the snapshot, read from this phone's database. */
export class Records {
  tour: Tour | null = null;
  /** What the snapshot takes on this phone. */
  size: Size = { parts: 0, bytes: 0 };
  private index: Index | null = null;
  private readonly shards = new Map<string, CompanyRecords>();

  constructor(private readonly model: FieldModel) {}

  async loadTour(): Promise<void> {
    this.tour = await this.model.snapshot.read<Tour>("tour");
  }
  /** Save the tour as it was changed here, until the server's comes. */
  async saveTour(): Promise<void> {
    if (this.tour) await this.model.snapshot.put("tour", JSON.stringify(this.tour));
    this.model.changed();
  }

  async measure(): Promise<void> {
    this.size = await this.model.snapshot.size();
  }

  /** Forget what was read of the snapshot but the tour: another one has come. */
  reset(): void {
    this.shards.clear();
    this.index = null;
  }
  forget(): void {
    this.reset();
    this.tour = null;
  }

  /** Return the index of companies. */
  async rows(): Promise<IndexRow[]> {
    this.index ??= await this.model.snapshot.read<Index>("index");
    return this.index?.rows ?? [];
  }

  /** Return a company's record: of the tour, of the snapshot, or written here and not on the server yet. */
  async company(id: string): Promise<CompanyRecord | null> {
    const companyRecord = this.tour?.records[id] ?? (await this.findInShards(id));
    if (companyRecord) return companyRecord;
    const record = await this.model.outbox.record(id);
    return record?.kind === "company" ? localCompany(id, record.body) : null;
  }

  private async findInShards(id: string): Promise<CompanyRecord | null> {
    const at = (await this.rows()).findIndex((r) => r[0] === id);
    if (at < 0 || !this.index) return null;
    // Where the index says; elsewhere when the network was lost between the index and the shards.
    const likely = Math.floor(at / this.index.shard),
      others = Array.from({ length: this.index.shards }, (_, i) => i).filter((i) => i !== likely);
    for (const shard of [likely, ...others]) {
      const companyRecord = (await this.shard(shard))[id];
      if (companyRecord) return companyRecord;
    }
    return null;
  }

  /** Return a visit of the snapshot with the name of its company, null when it has none. */
  async pastVisit(id: string): Promise<(PastVisit & { name: string }) | null> {
    const inTour = visitIn(this.tour?.records ?? {}, id);
    if (inTour) return inTour;
    await this.rows();
    for (let n = 0; n < (this.index?.shards ?? 0); n++) {
      const visit = visitIn(await this.shard(n), id);
      if (visit) return visit;
    }
    return null;
  }

  private async shard(number: number): Promise<CompanyRecords> {
    const name = String(number);
    let records = this.shards.get(name);
    if (!records) {
      records = (await this.model.snapshot.read<{ records: CompanyRecords }>(name))?.records ?? {};
      this.shards.set(name, records);
    }
    return records;
  }

  prices(): Promise<{ day: string; lists: PriceList[] } | null> {
    return this.model.snapshot.read("prices");
  }
}

function visitIn(records: CompanyRecords, id: string): (PastVisit & { name: string }) | undefined {
  for (const { name, visits } of Object.values(records)) {
    const visit = visits?.find((v) => v.id === id);
    if (visit) return { ...visit, name };
  }
  return undefined;
}

/** Return the company record of a company that was written on this phone. */
export function localCompany(id: string, body: Body): CompanyRecord {
  const text = (name: string) => String(body[name] ?? "");
  const address = [text("address"), `${text("postcode")} ${text("city")}`.trim()].filter(Boolean).join(", ");
  const site = {
    id: "",
    name: "",
    address,
    city: text("city"),
    lat: (body.lat as number) ?? null,
    lon: (body.lon as number) ?? null,
    hours: "",
    confirmed_on: "",
    preferred: "",
  };
  return {
    id,
    name: text("name"),
    relationship: text("relationship") || "prospect",
    siren: text("siren"),
    phone: text("phone"),
    email: text("email"),
    website: "",
    last_visit_on: "",
    next_due_on: "",
    next_step: "",
    next_step_on: "",
    data_quality_score: 0,
    contacts: [],
    tags: [],
    timeline: [],
    local: true,
    sites: [site],
  };
}
