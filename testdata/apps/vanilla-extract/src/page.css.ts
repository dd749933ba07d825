import { keyframes, style, styleVariants } from '@vanilla-extract/css'
import { vars } from './theme.css'

const fade = keyframes({ from: { opacity: 0.9 }, to: { opacity: 1 } })

export const page = style({
  color: vars.ink,
  padding: vars.gap,
  animation: `${fade} 1ms`,
  selectors: { '&:hover': { color: 'red' } },
  '@media': { 'screen and (min-width: 100px)': { letterSpacing: 1 } },
})

export const button = styleVariants({ plain: [{ fontSize: 15 }], loud: [page, { fontSize: 21 }] })
