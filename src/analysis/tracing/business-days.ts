import { TZDate } from "@date-fns/tz";
import { bisectRight } from "d3";
import { isWeekend, lightFormat } from "date-fns";
import { federalHolidays } from "../federal-holidays.ts";
import { contestedDays } from "./contested-days.ts";

/** A day at an office: instants in milliseconds. */
export interface OfficeDay {
  midnight: number;
  /** Business hours: 8:00 and 17:30. */
  opens: number;
  closes: number;
  isBusiness: boolean;
  /** Also where days that are closed by executive order, not by statute, count as closed. */
  isBusinessForSure: boolean;
  /** Milliseconds of business days between the first day that is kept and this one. */
  run: number;
}

interface Year {
  midnights: number[];
  days: OfficeDay[];
  /** Milliseconds of business days of the year. */
  run: number;
}

const years = new Map<string, Year>();

/** The days of a year in a zone. They are the same for thousands of requests: each year is laid out once. */
function yearOf(zone: string, year: number): Year {
  const key = `${zone} ${year}`;
  const known = years.get(key);
  if (known) return known;
  const days: OfficeDay[] = [];
  const holidays = federalHolidays(year);
  let run = 0;
  for (let date = new TZDate(year, 0, 1, zone); date.getFullYear() === year;) {
    const [m, d] = [date.getMonth(), date.getDate()];
    const next = new TZDate(year, m, d + 1, zone);
    const name = lightFormat(date, "yyyy-MM-dd");
    const isBusiness = !isWeekend(date) && !holidays.has(name);
    days.push({
      midnight: date.getTime(),
      opens: new TZDate(year, m, d, 8, zone).getTime(),
      closes: new TZDate(year, m, d, 17, 30, zone).getTime(),
      isBusiness,
      isBusinessForSure: isBusiness && !contestedDays.has(name),
      run,
    });
    if (isBusiness) run += next.getTime() - date.getTime();
    date = next;
  }
  const found = { days, midnights: days.map((day) => day.midnight), run };
  years.set(key, found);
  return found;
}

/** A day by its place: the days of a zone in order. */
export interface Place {
  zone: string;
  year: number;
  day: number;
}

/** The local day of a time. */
export function placeOf(zone: string, time: number): Place {
  const year = new TZDate(time, zone).getFullYear();
  return { zone, year, day: bisectRight(yearOf(zone, year).midnights, time) - 1 };
}

export const dayAt = ({ zone, year, day }: Place): OfficeDay => yearOf(zone, year).days[day]!;

/** The first day after a place that is open. */
export function nextOpen(place: Place, isOpen: (day: OfficeDay) => boolean): Place {
  let { year, day } = place;
  do {
    day++;
    if (day === yearOf(place.zone, year).days.length) {
      year++;
      day = 0;
    }
  } while (!isOpen(dayAt({ zone: place.zone, year, day })));
  return { zone: place.zone, year, day };
}

/** Milliseconds of business days from one time to a later one. */
export function businessTime(zone: string, from: number, until: number): number {
  const [a, b] = [placeOf(zone, from), placeOf(zone, until)];
  let between = 0;
  for (let year = a.year; year < b.year; year++) between += yearOf(zone, year).run;
  const within = (place: Place, time: number) => {
    const day = dayAt(place);
    return day.run + (day.isBusiness ? time - day.midnight : 0);
  };
  return between + within(b, until) - within(a, from);
}
