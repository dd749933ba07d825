import * as XLSX from "xlsx";

const book = XLSX.utils.book_new();
const sheet = XLSX.utils.aoa_to_sheet([["name", "n"], ["a", 1], ["b", 2.5]]);
sheet.C2 = { t: "n", f: "SUM(B2:B3)", v: 3.5 };
sheet["!ref"] = "A1:C3";
XLSX.utils.book_append_sheet(book, sheet, "S");
for (const bookType of ["xlsx", "xlsb", "biff8", "csv", "html", "ods", "fods", "txt", "sylk"]) {
  const bytes = XLSX.write(book, { type: "array", bookType });
  const again = XLSX.read(bytes, { type: "array" });
  log(bookType, JSON.stringify(XLSX.utils.sheet_to_json(again.Sheets[again.SheetNames[0]])));
}
log("format", XLSX.utils.format_cell({ t: "n", v: 1234.5, z: "#,##0.00" }), XLSX.utils.format_cell({ t: "n", v: 44000, z: "yyyy-mm-dd" }));
