import { products } from '@acme/catalog'
import format from '@acme/format'
import { name } from '@acme/tokens'
import { button, card, show } from '@acme/ui'

const list = products().map((p) => card(p.title, format.price(p.cents)))
show(name, ...list, button('Cart', async () => (await import('./routes/cart')).open()))
