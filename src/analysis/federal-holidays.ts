const cache = new Map<number, ReadonlySet<string>>();

/**
 * Days on which federal offices are closed in a year (5 USC 6103): the holidays, those on a Saturday observed on Friday
 * and those on a Sunday on Monday, as YYYY-MM-DD. New Year's Day of the year after may be observed in this one.
 */
export function federalHolidays(year: number): ReadonlySet<string> {
  let days = cache.get(year);
  if (!days) {
    days = new Set(
      [...holidays(year), new Date(Date.UTC(year + 1, 0, 1))]
        .map(observed)
        .filter((day) => day.getUTCFullYear() === year)
        .map((day) => day.toISOString().slice(0, 10)),
    );
    cache.set(year, days);
  }
  return days;
}

function holidays(year: number): Date[] {
  const fixed = (month: number, day: number) => new Date(Date.UTC(year, month - 1, day));
  return [
    fixed(1, 1),
    nthMonday(year, 1, 3), // Martin Luther King Jr.
    nthMonday(year, 2, 3), // Washington
    lastMonday(year, 5), // Memorial Day
    ...(year >= 2021 ? [fixed(6, 19)] : []), // Juneteenth, since Pub. L. 117-17
    fixed(7, 4),
    nthMonday(year, 9, 1), // Labor Day
    nthMonday(year, 10, 2), // Columbus Day
    fixed(11, 11),
    nthWeekday(year, 11, 4, 4), // Thanksgiving
    fixed(12, 25),
  ];
}

const nthMonday = (year: number, month: number, n: number) => nthWeekday(year, month, 1, n);

function nthWeekday(year: number, month: number, weekday: number, n: number): Date {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return new Date(Date.UTC(year, month - 1, 1 + ((weekday - first + 7) % 7) + 7 * (n - 1)));
}

function lastMonday(year: number, month: number): Date {
  const last = new Date(Date.UTC(year, month, 0));
  return new Date(Date.UTC(year, month - 1, last.getUTCDate() - ((last.getUTCDay() + 6) % 7)));
}

function observed(day: Date): Date {
  const shift = { 6: -1, 0: 1 }[day.getUTCDay()] ?? 0;
  return new Date(day.getTime() + shift * 86_400_000);
}
