import { DateTime, Duration, IANAZone, Info, Interval, Settings } from "luxon";

Settings.defaultZone = "utc";
Settings.defaultLocale = "en-US";
const t = DateTime.fromISO("2024-02-29T13:05:07.123+02:00", { zone: "Europe/Berlin" });
log("time", t.toISO(), t.plus({ months: 1, hours: 36 }).toHTTP(), t.setZone("Asia/Tokyo").toFormat("yyyy LLL dd HH:mm ZZZZ"), t.weekNumber, t.ordinal);
log("duration", Duration.fromISO("P1Y2M10DT2H30M").toHuman(), Duration.fromMillis(1e8).shiftTo("days", "hours").toISO());
log("interval", Interval.fromDateTimes(t, t.plus({ days: 10 })).splitBy({ days: 3 }).length, t.diff(DateTime.fromMillis(0), ["years", "days"]).toISO());
log("info", Info.months("short").join(), IANAZone.isValidZone("Mars/Phobos"), DateTime.fromFormat("x", "yyyy").invalidExplanation);
