import { HyperFormula } from "hyperformula";
import { deDE } from "hyperformula/i18n/languages";

HyperFormula.registerLanguage("deDE", deDE);
const hf = HyperFormula.buildFromSheets({ S: [[1, 2, "=SUM(A1:B1)"], ["=C1*2", "=IF(A2>5,\"big\",\"small\")", "=PMT(0.05,12,1000)"], ["=MEDIAN(A1:C1)", "=TEXT(44000,\"dd/mm/yyyy\")", "=A9/0"]] }, { licenseKey: "gpl-v3" });
const show = (v) => (v && v.value !== undefined ? v.value : v);
log("values", JSON.stringify(hf.getAllSheetsValues().S.map((row) => row.map(show))));
hf.setCellContents({ sheet: 0, row: 0, col: 0 }, 10);
hf.addRows(0, [1, 1]);
log("changed", JSON.stringify(hf.getAllSheetsValues().S.map((row) => row.map(show))));
hf.undo();
log("formulas", JSON.stringify(hf.getAllSheetsFormulas()));
log("functions", HyperFormula.getRegisteredFunctionNames("enGB").length);
const german = HyperFormula.buildFromArray([["=SUMME(1;2)"]], { licenseKey: "gpl-v3", language: "deDE" });
log("german", german.getCellValue({ sheet: 0, row: 0, col: 0 }));
