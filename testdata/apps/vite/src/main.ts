import './style.css'
import { draw as start } from './start'

type Walk = { title: string; draw(root: HTMLElement): void | Promise<void> }

const walks = import.meta.glob<Walk>('./walks/*.ts')
const titles = import.meta.glob<string>(['./walks/*.ts', '!./walks/night.ts'], { eager: true, import: 'title' })
const texts = import.meta.glob<string>('./walks/*.txt', { eager: true, query: '?raw', import: 'default' })

const nav = document.getElementById('nav')!
const link = (path: string, title: string) => {
  const a = document.createElement('a')
  Object.assign(a, { href: path, textContent: title })
  nav.append(a)
}
link('/', 'Start')
for (const [file, title] of Object.entries(titles)) link(file.replace(/^\.\/walks|\.ts$/g, ''), title)

async function show(path: string) {
  const root = document.getElementById('root')!
  root.replaceChildren()
  const load = walks[`./walks${path}.ts`]
  if (load) await (await load()).draw(root)
  else start(root, Object.values(texts))
  await document.fonts.ready
  document.documentElement.dataset.ready = path
}

show(location.pathname)
