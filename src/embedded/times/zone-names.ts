import { ianaName, timeZone } from "../../types/time-zone.js";

/** Short names that Java has and Intl's English lacks, by the long name. */
const abbreviations: Readonly<Record<string, string>> = {
  "Coordinated Universal Time": "UTC",
  "Greenwich Mean Time": "GMT",
  "British Summer Time": "BST",
  "Irish Standard Time": "IST",
  "Western European Standard Time": "WET",
  "Western European Summer Time": "WEST",
  "Central European Standard Time": "CET",
  "Central European Summer Time": "CEST",
  "Eastern European Standard Time": "EET",
  "Eastern European Summer Time": "EEST",
  "Moscow Standard Time": "MSK",
  "India Standard Time": "IST",
  "Japan Standard Time": "JST",
  "China Standard Time": "CST",
  "Korean Standard Time": "KST",
  "Hong Kong Standard Time": "HKT",
  "Singapore Standard Time": "SGT",
  "Israel Standard Time": "IST",
  "Israel Daylight Time": "IDT",
  "South Africa Standard Time": "SAST",
  "Australian Eastern Standard Time": "AEST",
  "Australian Eastern Daylight Time": "AEDT",
  "Australian Central Standard Time": "ACST",
  "Australian Central Daylight Time": "ACDT",
  "Australian Western Standard Time": "AWST",
  "New Zealand Standard Time": "NZST",
  "New Zealand Daylight Time": "NZDT",
  "Brasilia Standard Time": "BRT",
  "Argentina Standard Time": "ART",
};

const formats = new Map<string, Intl.DateTimeFormat>();

/** A zone's name at an instant: `CET`, `Central European Standard Time`, or `ET` for the generic short one. */
export function zoneName(id: string, epochSeconds: number, style: "short" | "long" | "shortGeneric"): string {
  if (/^(?:UTC|Z|Etc\/UTC|UCT|Universal|Zulu)$/.test(id))
    return style === "long" ? "Coordinated Universal Time" : id === "Z" ? "Z" : "UTC";
  if (/^[+-]|^(?:UTC|GMT|UT)[+-]/.test(id)) return id;
  if (style !== "short") return nameIn(id, epochSeconds, style);
  return abbreviations[nameIn(id, epochSeconds, "long")] ?? nameIn(id, epochSeconds, "short");
}

function nameIn(id: string, epochSeconds: number, style: "short" | "long" | "shortGeneric"): string {
  const key = `${style} ${id}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: ianaName(id), timeZoneName: style });
    formats.set(key, format);
  }
  return (
    format.formatToParts(named(id, epochSeconds) * 1000).find((p) => p.type === "timeZoneName")?.value ?? id
  );
}

const JANUARY = 1_579_046_400;
const JULY = 1_594_771_200;

const YEAR_2037 = 2_114_380_800;

/** Intl has names for the years from 1970 to 2037 only; else a zone is on what is now its standard or its summer time. */
function named(id: string, epochSeconds: number): number {
  if (epochSeconds >= 0 && epochSeconds < YEAR_2037) return epochSeconds;
  const zone = timeZone(id);
  const [winter, summer] = zone.offsetAt(JANUARY) <= zone.offsetAt(JULY) ? [JANUARY, JULY] : [JULY, JANUARY];
  return zone.offsetAt(epochSeconds) === zone.offsetAt(summer) ? summer : winter;
}

const shortNames = new Map([
  ["UTC", "UTC"],
  ["GMT", "GMT"],
  ["Z", "UTC"],
  ["CET", "Europe/Paris"],
  ["CEST", "Europe/Paris"],
  ["EET", "Europe/Bucharest"],
  ["EEST", "Europe/Bucharest"],
  ["WET", "Europe/Lisbon"],
  ["BST", "Europe/London"],
  ["MSK", "Europe/Moscow"],
  ["EST", "America/New_York"],
  ["EDT", "America/New_York"],
  ["CST", "America/Chicago"],
  ["CDT", "America/Chicago"],
  ["MST", "America/Denver"],
  ["MDT", "America/Denver"],
  ["PST", "America/Los_Angeles"],
  ["PDT", "America/Los_Angeles"],
  ["IST", "Asia/Kolkata"],
  ["JST", "Asia/Tokyo"],
]);

/** The zone that a short name such as CET stands for. */
export function zoneOfName(name: string): string | undefined {
  return shortNames.get(name.toUpperCase());
}
