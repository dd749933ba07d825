export { button } from './button'
export { card } from './card'
export { show } from './show'
export { unused } from './unused'
