// What the server sends along for the field app, as it comes in the parts of the offline snapshot.
import type { Body, TakenFile } from "../offline/db";
import type { Stop } from "./late_day";
import type { PriceStep } from "./prices";

/** A section of a report form. */
export interface FormSection {
  id: string;
  kind: string;
  title: string;
  choices: string[];
  required: boolean;
}

/** A report form or survey of the firm. */
export interface ReportForm {
  id: string;
  name: string;
  purpose: string;
  checklist: string[];
  sections: FormSection[];
}

/** A question of a family's discovery guide. */
export interface Question {
  id: string;
  text: string;
  kind: string;
  unit: string;
  values: string[];
  why: string;
  follow_up: string;
  is_characteristic: boolean;
  comparison: string;
}

/** The discovery guide of a product family. */
export interface Guide {
  id: string;
  name: string;
  questions: Question[];
}

/** A site of a company. */
export interface Site {
  id: string;
  name: string;
  address: string;
  city: string;
  lat: number | null;
  lon: number | null;
  hours: string;
  confirmed_on: string;
  preferred: string;
}

/** A contact of a company. */
export interface Contact {
  id: string;
  name: string;
  function: string;
  phone: string;
  mobile: string;
  email: string;
  objected: boolean;
}

/** An open deal of a company; the amount in EUR excl. VAT as text, "" when not allowed offline. */
export interface Deal {
  id: string;
  title: string;
  stage: string;
  amount: string;
  need: string;
  competitor: string;
  next_step: string;
  next_step_on: string;
}

/** An offer of a company. */
export interface OfferRow {
  id: string;
  deal: string;
  number: string;
  title: string;
  state: string;
  valid_until: string;
  net: string;
  margin: string;
}

/** A visit report of a company, with its files when it is one's own. */
export interface PastVisit {
  id: string;
  revision: number;
  own: boolean;
  by: string;
  body: Body;
  files?: TakenFile[];
}

/** All of a company in the snapshot. */
export interface CompanyRecord {
  id: string;
  name: string;
  relationship: string;
  siren: string;
  phone: string;
  email: string;
  website: string;
  last_visit_on: string;
  next_due_on: string;
  next_step: string;
  next_step_on: string;
  data_quality_score: number;
  sites: Site[];
  contacts: Contact[];
  tags: string[];
  timeline: { at: string; kind: string; title: string; body: string }[];
  visits?: PastVisit[];
  deals?: Deal[];
  offers?: OfferRow[];
  local?: boolean;
}

/** A day of the tour; `home`: the drive home in [seconds, metres]. */
export interface TourDay {
  date: string;
  home: [number, number];
  estimated: boolean;
  stops: Stop[];
}

/** The part of the snapshot that the app opens with. */
export interface Tour {
  made_at: string;
  person: { id: string; name: string; role: string };
  policy: { prices: boolean; margins: boolean; expiry_days: number };
  days: TourDay[];
  start: { label: string; point: [number, number] | null };
  records: Record<string, CompanyRecord>;
  forms: ReportForm[];
  guides: Guide[];
}
/** `steps` with the promotion of `percent` taken off; `whole`: sold by the piece. */
export type PriceRow = [
  reference: string,
  name: string,
  unit: string,
  steps: PriceStep[],
  cost: string,
  percent: string,
  whole: boolean,
];

/** A price list; prices as decimal text in its currency. */
export interface PriceList {
  id: string;
  name: string;
  currency: string;
  segment: string;
  rows: PriceRow[];
}
