import { createTheme, globalStyle } from '@vanilla-extract/css'

export const [light, vars] = createTheme({ ink: 'rgb(10, 20, 30)', gap: '6px' })

globalStyle('body', { margin: vars.gap })
