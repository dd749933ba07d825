import { Chart, registerables, Ticks, defaults, Interaction } from "chart.js";
import { color, easingEffects, getRelativePosition, splineCurve, toTRBL, formatNumber } from "chart.js/helpers";

Chart.register(...registerables);
log("registry", Object.keys(Chart.registry.controllers.items).sort().join(), Object.keys(Chart.registry.scales.items).sort().join());
log("elements", Object.keys(Chart.registry.elements.items).sort().join(), Object.keys(Chart.registry.plugins.items).sort().join());
log("ticks", Ticks.formatters.numeric.call({ chart: { options: { locale: "en" } }, options: { ticks: {} } }, 1234.5, 0, [{ value: 0 }, { value: 1234.5 }]));
log("helpers", color("#336699").lighten(0.2).hexString(), easingEffects.easeOutBounce(0.4).toFixed(4), JSON.stringify(toTRBL({ top: 1, left: 2 })), formatNumber(1234567.891, "en"));
log("spline", JSON.stringify(splineCurve({ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 2, y: 0 }, 0.4)), typeof getRelativePosition);
log("defaults", defaults.font.size, Object.keys(Interaction.modes).join());
