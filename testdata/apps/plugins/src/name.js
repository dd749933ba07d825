export const name = 'by alias'
