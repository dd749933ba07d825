import { read, utils, writeFile, type CellObject, type WorkSheet } from 'xlsx';

export type Cell = string | number | { value: number; formula: string };

export interface SheetContent {
  name: string;
  header: string[];
  rows: Cell[][];
  /** Column widths in characters. */
  widths?: number[];
}

function cellObject(cell: Cell): CellObject {
  if (typeof cell === 'string') return { t: 's', v: cell };
  if (typeof cell === 'number') return { t: 'n', v: cell };
  return { t: 'n', v: cell.value, f: cell.formula };
}

function worksheet({ header, rows, widths }: SheetContent): WorkSheet {
  const sheet = utils.aoa_to_sheet([header]);
  rows.forEach((row, r) => {
    row.forEach((cell, c) => {
      sheet[utils.encode_cell({ r: r + 1, c })] = cellObject(cell);
    });
  });
  sheet['!ref'] = utils.encode_range({ s: { r: 0, c: 0 }, e: { r: rows.length, c: header.length - 1 } });
  sheet['!cols'] = widths?.map((wch) => ({ wch }));
  return sheet;
}

/** Offers the sheets to the user as an Excel file. */
export function saveWorkbook(fileName: string, sheets: SheetContent[]) {
  const book = utils.book_new();
  sheets.forEach((sheet) => utils.book_append_sheet(book, worksheet(sheet), sheet.name));
  writeFile(book, fileName);
}

/** Reads the first sheet of a spreadsheet as one record for each row below the header. */
export async function readRecords(file: Blob): Promise<Record<string, unknown>[]> {
  const book = read(await file.arrayBuffer());
  const first = book.SheetNames[0];
  return first ? utils.sheet_to_json(book.Sheets[first]) : [];
}
