import classes from './ui.module.css'

export function button(text: string, press: () => void): HTMLElement {
  const element = document.createElement('button')
  element.className = classes.button
  element.textContent = text
  element.addEventListener('click', press)
  return element
}
