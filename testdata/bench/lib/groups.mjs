// The chunk groups of every contender: Paintbox's defaults, in order of priority.

export const maxSize = 244 * 1024;
export const minSize = 20_000;

const packages = {
  framework: ['react', 'react-dom', 'react-is', 'react-router', 'scheduler', 'use-sync-external-store'],
  excel: ['xlsx', 'exceljs', 'hyperformula', 'chevrotain', 'cfb', 'codepage', 'ssf'],
  ui: ['@mui/[^/]+', '@emotion/[^/]+', '@popperjs/core', 'react-transition-group', 'stylis', 'antd'],
  vendor: ['(@[^/]+/)?[^/]+'],
};

export const groups = Object.entries(packages).map(([name, list], index) => ({
  name,
  test: new RegExp(`[\\\\/]node_modules[\\\\/](${list.join('|')})[\\\\/]`),
  priority: 40 - 10 * index,
}));
