export const greeting = (name) => `Good morning, ${name}!`;
