import logo from './logo.svg'

export function show(title: string, ...content: HTMLElement[]) {
  const heading = document.createElement('h1')
  const image = document.createElement('img')
  image.src = logo
  heading.append(image, title)
  const root = document.getElementById('root')!
  root.replaceChildren(heading, ...content)
  document.documentElement.dataset.ready = title
}
