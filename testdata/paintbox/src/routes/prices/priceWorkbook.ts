import { keyBy } from 'lodash-es';

import type { Product } from '@/domain/types';
import { readRecords, saveWorkbook } from '@/excel/workbook';

const header = ['Id', 'Product', 'Finish', 'Unit', 'Coverage', 'Price'];

export function savePrices(products: Product[]) {
  const rows = products.map(({ id, name, finish, unit, coverage, price }) => [
    id,
    name,
    finish ?? '',
    unit,
    coverage,
    price,
  ]);
  saveWorkbook('prices.xlsx', [{ name: 'Prices', header, rows, widths: [8, 26, 12, 10, 10, 10] }]);
}

export interface PriceImport {
  prices: Record<string, number>;
  /** Rows without a known id or a usable price. */
  skipped: number;
}

export async function readPrices(file: Blob, products: Product[]): Promise<PriceImport> {
  const known = keyBy(products, 'id');
  const result: PriceImport = { prices: {}, skipped: 0 };
  for (const record of await readRecords(file)) {
    const id = String(record.Id);
    const price = Number(record.Price);
    if (known[id] && price >= 0) result.prices[id] = price;
    else result.skipped++;
  }
  return result;
}
