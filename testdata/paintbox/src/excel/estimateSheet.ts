import { HyperFormula, type CellValue, type RawCellContent, type Sheets } from 'hyperformula';

import type { EstimateLine } from '@/domain/estimate';
import type { Rates } from '@/domain/types';

export type { CellValue };

export interface SheetColumn {
  title: string;
  editable?: boolean;
  numeric?: boolean;
  /** Digits after the decimal point. */
  digits?: number;
  money?: boolean;
}

export const sheetColumns: SheetColumn[] = [
  { title: 'Room' },
  { title: 'Surface' },
  { title: 'Product' },
  { title: 'Area', numeric: true, digits: 1, editable: true },
  { title: 'Coats', numeric: true, digits: 0, editable: true },
  { title: 'Coverage', numeric: true, digits: 0 },
  { title: 'Gallons', numeric: true, digits: 0 },
  { title: 'Price', numeric: true, money: true, editable: true },
  { title: 'Material', numeric: true, money: true },
  { title: 'Rate', numeric: true, digits: 0, editable: true },
  { title: 'Hours', numeric: true, digits: 1 },
  { title: 'Labor', numeric: true, money: true },
];

export const summaryLabels = ['Material', 'Labor', 'Adjustment', 'Overhead', 'Margin', 'Tax', 'Total'];

const ADJUSTMENT_ROW = summaryLabels.indexOf('Adjustment');

function lineRow(line: EstimateLine, index: number): RawCellContent[] {
  const row = index + 1;
  const { product } = line;
  return [
    line.room,
    line.surface,
    product.name,
    line.area,
    line.coats,
    product.coverage,
    `=ROUNDUP(D${row}*E${row}/F${row},0)`,
    product.price / product.gallons,
    `=G${row}*H${row}`,
    product.laborRate,
    `=D${row}*E${row}/J${row}`,
    `=K${row}*Wage`,
  ];
}

function summaryRows(lines: number): RawCellContent[][] {
  const formulas = [
    `=SUM(Lines!I1:I${lines})`,
    `=SUM(Lines!L1:L${lines})`,
    '=0',
    '=SUM(B1:B3)*OverheadRate',
    '=SUM(B1:B4)*MarginRate',
    '=B1*TaxRate',
    '=SUM(B1:B6)',
  ];
  return formulas.map((formula, i) => [summaryLabels[i], formula]);
}

/** The estimate as a spreadsheet: one row for each finish of each room, and a summary. */
export class EstimateSheet {
  readonly #engine: HyperFormula;
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(lines: EstimateLine[], rates: Rates) {
    const sheets: Sheets = { Lines: lines.map(lineRow), Summary: summaryRows(lines.length) };
    this.#engine = HyperFormula.buildFromSheets(sheets, { licenseKey: 'gpl-v3' }, [
      { name: 'Wage', expression: rates.hourlyWage },
      { name: 'OverheadRate', expression: rates.overhead },
      { name: 'MarginRate', expression: rates.margin },
      { name: 'TaxRate', expression: rates.tax },
    ]);
  }

  /** Counts changes, so that a view knows when to read again. */
  get version(): number {
    return this.#version;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  lines(): CellValue[][] {
    return this.#engine.getSheetValues(this.#sheet('Lines'));
  }

  summary(): CellValue[] {
    return this.#engine.getSheetValues(this.#sheet('Summary')).map((row) => row[1]);
  }

  formula(row: number, column: number): string | undefined {
    return this.#engine.getCellFormula({ sheet: this.#sheet('Lines'), row, col: column });
  }

  summaryFormula(row: number): string | undefined {
    return this.#engine.getCellFormula({ sheet: this.#sheet('Summary'), row, col: 1 });
  }

  setCell(row: number, column: number, text: string) {
    this.#set({ sheet: this.#sheet('Lines'), row, col: column }, text);
  }

  /** Takes a number or a formula, such as "=B1*2%". */
  setAdjustment(text: string) {
    this.#set({ sheet: this.#sheet('Summary'), row: ADJUSTMENT_ROW, col: 1 }, text || '0');
  }

  #set(address: { sheet: number; row: number; col: number }, text: string) {
    this.#engine.setCellContents(address, [[text]]);
    this.#version++;
    this.#listeners.forEach((listener) => listener());
  }

  #sheet(name: string): number {
    const id = this.#engine.getSheetId(name);
    if (id === undefined) throw new Error(`no sheet ${name}`);
    return id;
  }
}
