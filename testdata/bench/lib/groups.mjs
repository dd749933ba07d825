// The chunk groups of every contender: Paintbox's defaults, as far as they concern the sample application.

export const maxSize = 244 * 1024;
export const minSize = 20_000;

const packages = (...names) => `/node_modules/(${names.join('|')})/`;

const patterns = {
  framework: packages('react', 'react-dom', 'react-is', 'react-router', 'scheduler', 'use-sync-external-store'),
  excel: `${packages('xlsx', 'hyperformula', 'chevrotain')}|/paintbox/src/excel/`,
  ui: packages('@mui/[^/]+', '@base-ui/[^/]+', '@emotion/[^/]+', '@popperjs/[^/]+', 'stylis', 'react-transition-group'),
  vendor: '/node_modules/',
};

export const groups = Object.entries(patterns).map(([name, pattern], index) => ({
  name,
  test: new RegExp(pattern),
  priority: 40 - 10 * index,
}));
