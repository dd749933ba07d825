export const theme = { 'primary-color': '#0a5c36', 'border-radius-base': '5px' }
