import { stock } from '@acme/catalog/stock'
import { card, show } from '@acme/ui'
import { name } from '../../../packages/tokens/src'

show(`${name}, desk`, ...stock().map((s) => card(s.title, String(s.left))))
