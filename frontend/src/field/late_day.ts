// Rescheduling of a late day without the server; shared test cases in tests/vectors/late_days.json.

/** One appointment of the tour; moments in ISO 8601 with offset. */
export interface Stop {
  id: string;
  company: string;
  title: string;
  kind: string;
  state: string;
  fixed: boolean;
  starts_at: string;
  ends_at: string;
  note: string;
  lat: number | null;
  lon: number | null;
  address: string;
  drive: [number, number] | null;
}

/** A new start of an appointment. */
export interface Move {
  id: string;
  title: string;
  company: string;
  from: string;
  starts_at: string;
  fixed: boolean;
}

/**
 * Return the moves of the remaining stops when the user is `minutes` late: each stop starts after the former one and
 * its drive; gaps absorb the delay.
 */
export function shiftDay(stops: readonly Stop[], now: Date, minutes: number): Move[] {
  const moves: Move[] = [];
  // Drive time since the last stop that was scheduled, through those that are skipped.
  let ready = 0,
    drive = 0,
    first = true;
  for (const stop of stops) {
    drive += (stop.drive?.[0] ?? 0) * 1000;
    if (stop.state !== "planned" || Date.parse(stop.ends_at) <= now.getTime() || stop.kind === "away") continue;
    const starts = Date.parse(stop.starts_at),
      lasts = Date.parse(stop.ends_at) - starts;
    const earliest = first ? Math.max(starts, now.getTime()) + minutes * 60_000 : ready + drive;
    const begins = Math.max(starts, roundUp(earliest));
    if (begins > starts)
      moves.push({
        id: stop.id,
        title: stop.title,
        company: stop.company,
        from: stop.starts_at,
        starts_at: new Date(begins).toISOString(),
        fixed: stop.fixed,
      });
    [ready, drive, first] = [begins + lasts, 0, false];
  }
  return moves;
}
/** Appointments begin at multiples of five minutes. */
const GRID = 5 * 60_000;
function roundUp(moment: number): number {
  return Math.ceil(moment / GRID) * GRID;
}
