// What the server sends along for the field app, as it comes in the parts of the offline snapshot.
import type { Body, TakenFile } from "../offline/db";
import type { Stop } from "./late_day";
import type { PriceStep } from "./prices";

export interface FormSection {
  id: string;
  kind: string;
  title: string;
  choices: string[];
  required: boolean;
}
export interface ReportForm {
  id: string;
  name: string;
  purpose: string;
  checklist: string[];
  sections: FormSection[];
}
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
export interface Guide {
  id: string;
  name: string;
  questions: Question[];
}
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
export interface Contact {
  id: string;
  name: string;
  function: string;
  phone: string;
  mobile: string;
  email: string;
  objected: boolean;
}
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
export interface PastVisit {
  id: string;
  revision: number;
  own: boolean;
  by: string;
  body: Body;
  files?: TakenFile[];
}
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
export interface TourDay {
  date: string;
  home: [number, number];
  estimated: boolean;
  stops: Stop[];
}
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
export interface PriceList {
  id: string;
  name: string;
  currency: string;
  segment: string;
  rows: PriceRow[];
}
