import { StreambookError } from "../../errors.js";
import { isoDayOfWeek } from "./local-time.js";
import { DAYS } from "./names.js";

/** The first such weekday after a day: `MO`, `Mon` or `Monday`. */
export function nextDay(days: number, weekday: string): number {
  const name = weekday.trim().toUpperCase();
  const wanted = DAYS.findIndex((day) => {
    const full = day.toUpperCase();
    return [full, full.slice(0, 3), full.slice(0, 2)].includes(name);
  });
  if (wanted < 0)
    throw new StreambookError({
      code: "ILLEGAL_DAY_OF_WEEK",
      step: "next_day",
      rule: "A day of the week is MO, MON or MONDAY, and so on to Sunday.",
      got: weekday,
    });
  const step = (wanted + 1 - isoDayOfWeek(days) + 7) % 7;
  return days + (step === 0 ? 7 : step);
}
