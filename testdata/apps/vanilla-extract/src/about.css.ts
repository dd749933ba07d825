import { style } from '@vanilla-extract/css'
import { vars } from './theme.css'

export const list = style({ background: vars.ink, color: 'white', display: 'grid', gap: vars.gap })
