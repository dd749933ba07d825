import { readable } from 'svelte/store'

export const rooms = readable(['hall', 'kitchen', 'bath'])
