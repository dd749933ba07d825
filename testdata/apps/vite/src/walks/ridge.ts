import './ridge.css'
import Sums from '../sums.ts?worker'

export const title = 'The ridge'

const climbs = [120, 35, 260, 80]

export function draw(root: HTMLElement) {
  root.innerHTML = '<h1>ridge</h1><p class="climb">…</p>'
  const worker = new Sums()
  return new Promise<void>((done) => {
    worker.onmessage = ({ data }: MessageEvent<number>) => {
      root.querySelector('.climb')!.textContent = `${data} m up`
      worker.terminate()
      done()
    }
    worker.postMessage(climbs)
  })
}
