// The calendar of appointments: <div data-calendar> with the addresses and words that its template gives.
import { createCalendar, DayGrid, Interaction, List, ResourceTimeGrid, TimeGrid } from "@event-calendar/core";
import { readJson } from "../site/dom";

declare const CALENDAR_STYLES: string;

interface Settings {
  events: string;
  create: string;
  view: string;
  date: string;
  locale: string;
  words: Record<string, string>;
  people: { id: string; title: string }[];
  hours: [string, string];
}

/** Load the stylesheet of the calendar once; return when it applies. */
function loadStyles(): Promise<void> {
  const href = new URL(CALENDAR_STYLES, import.meta.url).href;
  if (document.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = href;
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
}

/** Return a local date and time with its offset, as ISO 8601. */
function withOffset(date: Date): string {
  const minutes = -date.getTimezoneOffset(),
    pad = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, "0");
  const day = `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  const offset = `${minutes < 0 ? "-" : "+"}${pad(minutes / 60)}:${pad(minutes % 60)}`;
  return `${day}T${pad(date.getHours())}:${pad(date.getMinutes())}:00${offset}`;
}

const ROLES = ["table", "rowgroup", "row", "columnheader", "rowheader", "cell", "gridcell", "list", "listitem"];
const OF_TABLES = ["aria-colindex", "aria-rowindex", "aria-colspan", "aria-rowspan", "aria-colcount", "aria-rowcount"];
const WITH_ROLE = ROLES.map((role) => `[role=${role}]`).join();

/**
 * Take off the roles that the library gives, which form no valid table (its element also holds the toolbar), and put
 * its headings on the level below the title of the page. Appointments are links; the view "list" has them in order.
 */
function mendRoles(node: HTMLElement): void {
  for (const part of node.querySelectorAll(WITH_ROLE)) part.removeAttribute("role");
  for (const name of OF_TABLES) for (const part of node.querySelectorAll(`[${name}]`)) part.removeAttribute(name);
  for (const heading of node.querySelectorAll("h4:not([aria-level])")) heading.setAttribute("aria-level", "2");
}

/** Draw the calendar of a node. */
export async function mount(node: HTMLElement): Promise<void> {
  const settings = readJson<Settings>(node.dataset.calendar ?? "");
  if (!settings || node.childElementCount) return;
  await loadStyles();
  const { words } = settings;
  const create = (date: Date, person: string): void => {
    const query = new URLSearchParams({ at: withOffset(date), ...(person ? { person } : {}) });
    location.href = `${settings.create}?${query}`;
  };
  const views = settings.people.length
    ? "resourceTimeGridDay,resourceTimeGridWeek"
    : "timeGridDay,timeGridWeek,dayGridMonth,listWeek";
  // A phone begins with the list, in which names can be read.
  const hasView = new URL(location.href).searchParams.has("view");
  const isNarrow = !hasView && !settings.people.length && window.innerWidth < 640;
  createCalendar(node, [TimeGrid, DayGrid, List, ResourceTimeGrid, Interaction], {
    view: isNarrow ? "listWeek" : settings.view,
    date: settings.date,
    locale: settings.locale,
    firstDay: 1,
    height: "auto",
    slotMinTime: settings.hours[0],
    slotMaxTime: settings.hours[1],
    slotDuration: "00:30",
    slotHeight: 36,
    nowIndicator: true,
    allDaySlot: false,
    headerToolbar: { start: "prev,next today", center: "title", end: views },
    buttonText: (texts) => ({ ...texts, ...words }),
    resources: settings.people,
    filterResourcesWithEvents: false,
    eventSources: [{ url: settings.events, method: "GET" }],
    noEventsContent: words.none,
    dateClick: (info) => create(info.date, String(info.resource?.id ?? "")),
    // A link rather than an element that acts as a button: it opens in a new tab, and is named by its hour and title.
    eventContent: ({ event, timeText }) => {
      const address = event.extendedProps.url;
      if (typeof address !== "string") return String(event.title ?? "");
      const link = document.createElement("a"),
        hour = document.createElement("span");
      link.href = address;
      hour.textContent = timeText;
      hour.className = "calendar-hour";
      link.append(hour, " ", String(event.title ?? ""));
      return { domNodes: [link] };
    },
    editable: false,
    lazyFetching: true,
    // The view and the day are in the address, so that Back returns to them.
    datesSet: ({ view, start }) => {
      const address = new URL(location.href);
      address.searchParams.set("view", view.type);
      const shown = view.type.endsWith("Month") ? view.currentStart : start;
      address.searchParams.set("date", withOffset(shown).slice(0, 10));
      history.replaceState(history.state, "", address);
    },
    loading: (isLoading) => node.setAttribute("aria-busy", String(isLoading)),
  });
  mendRoles(node);
  new MutationObserver(() => mendRoles(node)).observe(node, { childList: true, subtree: true });
}
