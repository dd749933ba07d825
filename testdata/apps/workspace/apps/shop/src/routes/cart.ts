import { stock } from '@acme/catalog/stock'
import format from '@acme/format'
import { card, show } from '@acme/ui'

export function open() {
  const left = stock()
  show('Cart', ...left.map((s) => card(s.title, `${s.left} left, ${format.price(s.cents * s.left)}`)))
}
