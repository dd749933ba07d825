import { currency } from '@acme/catalog'
import classes from './ui.module.css'

export function card(title: string, text: string): HTMLElement {
  const element = document.createElement('article')
  element.className = classes.card
  element.textContent = `${title}: ${text} (${currency})`
  return element
}
