import { list } from './about.css'

export const about = () => `<ul class="${list}"><li>walls</li><li>doors</li></ul>`
