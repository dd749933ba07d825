import type { Project } from '@/domain/types';

import { sheetColumns, summaryLabels, type CellValue, type EstimateSheet } from './estimateSheet';
import { saveWorkbook, type Cell } from './workbook';

/* The exported sheets have a header row, which the live ones do not. */
const shiftRows = (formula: string) => formula.replace(/^=/, '').replace(/([A-Z])(\d+)/g, (_, column, row) => `${column}${Number(row) + 1}`);

function exportCell(value: CellValue, formula: string | undefined): Cell {
  if (typeof value !== 'number') return String(value ?? '');
  return formula && !/Wage|Rate/.test(formula) ? { value, formula: shiftRows(formula) } : value;
}

export function exportEstimate(project: Project, sheet: EstimateSheet) {
  const lines = sheet.lines().map((row, r) => row.map((value, c) => exportCell(value, sheet.formula(r, c))));
  const summary = sheet.summary().map((value, r) => [summaryLabels[r], exportCell(value, sheet.summaryFormula(r))]);
  saveWorkbook(`${project.id}.xlsx`, [
    { name: 'Lines', header: sheetColumns.map(({ title }) => title), rows: lines, widths: [20, 10, 22] },
    { name: 'Summary', header: ['Item', 'Amount'], rows: summary, widths: [16, 14] },
  ]);
}
