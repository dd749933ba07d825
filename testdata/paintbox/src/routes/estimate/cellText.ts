import { formatMoney } from '@/domain/format';
import type { CellValue, SheetColumn } from '@/excel/estimateSheet';

/** What a cell shows; errors show as spreadsheets show them, "#DIV/0!". */
export function cellText(value: CellValue, column: SheetColumn): string {
  if (value === null) return '';
  if (typeof value === 'object') return value.value;
  if (typeof value !== 'number') return String(value);
  return column.money ? formatMoney(value) : value.toFixed(column.digits ?? 2);
}
