export const plasterUrl = new URL('../../assets/plaster.png', import.meta.url).href;
