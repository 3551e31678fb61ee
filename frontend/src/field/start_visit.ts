// Starting a visit report from a company or an appointment.
import { newId } from "../site/ids";
import type { Stop } from "./late_day";
import type { FieldModel } from "./model";
import { isoDay, t } from "./words";

/** Start a visit report now and open it; an unfinished one for this company is opened again. */
export async function startVisit(m: FieldModel, company: string, appointment: string): Promise<void> {
  const going = m.drafts.list.find((d) => d.kind === "visit" && d.body.company === company);
  if (going) {
    location.replace(`#/visit/${going.id}`);
    return;
  }
  const companyRecord = await m.records.company(company),
    id = newId(),
    stop = stopOf(m, company, appointment);
  const form = (m.records.tour?.forms ?? []).find((f) => f.purpose === "visit");
  const body = {
    company,
    company_name: companyRecord?.name ?? "",
    appointment: stop?.id ?? "",
    form: form?.id ?? "",
    started_at: new Date().toISOString(),
    ended_at: "",
    aim: stop?.note || companyRecord?.next_step || "",
    met: [],
    left: [],
    answers: {},
  };
  await m.drafts.save({
    id,
    kind: "visit",
    body,
    revision: 0,
    label: companyRecord?.name ?? stop?.title ?? t("Visite"),
    at: "",
    files: [],
  });
  await m.refresh();
  location.replace(`#/visit/${id}`);
}

/** Return the appointment of a visit: the one it was started from, else today's at this company. */
function stopOf(m: FieldModel, company: string, appointment: string): Stop | undefined {
  const days = m.records.tour?.days ?? [];
  if (appointment) return days.flatMap((d) => d.stops).find((s) => s.id === appointment);
  return days
    .find((d) => d.date === isoDay(m.session.now()))
    ?.stops.find((s) => s.company === company && s.state === "planned");
}
