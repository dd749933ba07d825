export const version: string = `${import.meta.env.MODE}-${import.meta.env.PROD ? 1 : 0}`
