export const unused = () => document.createElement('acme-unused')
