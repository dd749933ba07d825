import './tokens.css'

export const name: string = 'Acme'
