import { card } from '@acme/ui'

export const currency = 'EUR'

export interface Product { title: string; cents: number }

export function products(): Product[] {
  return [{ title: 'Paint', cents: 1250 }, { title: 'Brush', cents: 399 }]
}

export const preview = () => products().map((p) => card(p.title, 'new'))
