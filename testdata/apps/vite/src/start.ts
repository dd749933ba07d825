import footprint from '/footprint.svg'
import map from './images/map.png'

export function draw(root: HTMLElement, texts: string[]) {
  root.innerHTML = `<h1><img src="${footprint}" alt=""> ${import.meta.env.VITE_TITLE}</h1>
    <img class="map" src="${map}" alt="">
    ${texts.map((text) => `<p>${text.trim()}</p>`).join('')}
    <footer>${import.meta.env.VITE_FOOTER}${import.meta.env.VITE_NOBODY ?? ''}</footer>`
}
