import ExcelJS from "exceljs";

const book = new ExcelJS.Workbook();
book.created = book.modified = new Date(0);
const sheet = book.addWorksheet("S", { views: [{ state: "frozen", ySplit: 1 }] });
sheet.columns = [{ header: "Name", key: "name", width: 12 }, { header: "N", key: "n" }];
sheet.addRow({ name: "a", n: 1 });
sheet.addRow({ name: "b", n: { formula: "B2*2", result: 2 } });
sheet.getCell("A2").fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FF336699" } };
sheet.mergeCells("A4:B4");
later("read", async () => {
  const buffer = await book.xlsx.writeBuffer();
  const again = new ExcelJS.Workbook();
  await again.xlsx.load(buffer);
  const s = again.getWorksheet("S");
  return [s.rowCount, JSON.stringify(s.getRow(3).values), s.getCell("A2").fill.fgColor.argb, s.getCell("B4").master.address];
});
