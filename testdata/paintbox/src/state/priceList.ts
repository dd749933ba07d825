import { create } from 'zustand';

import type { Product } from '@/domain/types';

interface PriceList {
  /** Prices that differ from the published list, by product id. */
  overrides: Record<string, number>;
  setPrice: (id: string, price: number) => void;
  setPrices: (prices: Record<string, number>) => void;
  clear: () => void;
}

export const usePriceList = create<PriceList>()((set) => ({
  overrides: {},
  setPrice: (id, price) => set(({ overrides }) => ({ overrides: { ...overrides, [id]: price } })),
  setPrices: (prices) => set(({ overrides }) => ({ overrides: { ...overrides, ...prices } })),
  clear: () => set({ overrides: {} }),
}));

export function withOverrides(products: Product[], overrides: Record<string, number>): Product[] {
  return products.map((product) => ({ ...product, price: overrides[product.id] ?? product.price }));
}
