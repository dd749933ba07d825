import type { EstimateLine } from './estimate';
import type { Product } from './types';

export interface FinishLevel {
  name: string;
  description: string;
  extraCoats: number;
  priceFactor: number;
}

export const finishLevels: FinishLevel[] = [
  { name: 'Good', description: 'Products and coats as listed', extraCoats: 0, priceFactor: 1 },
  { name: 'Better', description: 'Washable line on walls', extraCoats: 0, priceFactor: 1.18 },
  { name: 'Best', description: 'Premium line, one more coat', extraCoats: 1, priceFactor: 1.32 },
];

export function atLevel(lines: EstimateLine[], level: FinishLevel): EstimateLine[] {
  return lines.map((line) => ({
    ...line,
    coats: line.coats + (line.surface === 'walls' ? level.extraCoats : 0),
    product: repriced(line.product, level.priceFactor),
  }));
}

function repriced(product: Product, factor: number): Product {
  return { ...product, price: Math.round(product.price * factor * 100) / 100 };
}
