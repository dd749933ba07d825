import { addMonths, differenceInBusinessDays, eachDayOfInterval, format, formatDistance, intervalToDuration, isWithinInterval, parse, parseISO, startOfWeek } from "date-fns";
import { de, enUS, ja } from "date-fns/locale";
import * as fp from "date-fns/fp";

const day = new Date(2024, 1, 29, 13, 5, 7);
log("format", format(day, "yyyy-MM-dd'T'HH:mm:ss EEEE do QQQ"), format(day, "PPPP", { locale: de }), format(day, "PPPP", { locale: ja }));
log("math", format(addMonths(day, 12), "yyyy-MM-dd"), differenceInBusinessDays(new Date(2024, 2, 15), day), eachDayOfInterval({ start: day, end: new Date(2024, 2, 3) }).length);
log("distance", formatDistance(day, new Date(2024, 5, 1), { locale: enUS, addSuffix: true }), JSON.stringify(intervalToDuration({ start: new Date(2024, 0, 1), end: day })));
log("parse", format(parse("03/04/2020", "dd/MM/yyyy", day), "yyyy-MM-dd"), parseISO("2020-01-01T00:00:00Z").getTime(), isWithinInterval(day, { start: new Date(2024, 0, 1), end: new Date(2025, 0, 1) }));
log("fp", fp.format("yyyy")(fp.addYears(2)(day)), format(startOfWeek(day, { locale: de }), "yyyy-MM-dd"));
