import { products, type Product } from '.'

export interface Stock extends Product { left: number }

export const stock = (): Stock[] => products().map((p, i) => ({ ...p, left: 3 + 4 * i }))
