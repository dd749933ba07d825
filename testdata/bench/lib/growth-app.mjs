// Writes the application whose growth is measured: some copies of one application, all reached from one entry.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export const modulesPerCopy = 1500;

const ROUTES = 12; // of each copy, loaded by import()
const FEATURES = 24; // directories that routes share
const LAYERS = 40; // modules of a feature
const WIDGETS = 200; // of the component library behind a barrel, without side effects
const LEGACY = 40; // CommonJS modules

/**
 * Every copy is the same application under src/copyN, with its own lazy routes. All copies use the same packages: a
 * component library behind a barrel, a framework, and CommonJS. The text depends on nothing but the number of copies.
 */
export async function writeGrowthApp(dir, copies) {
  const files = { ...packages(), 'package.json': '{ "name": "growth", "private": true, "type": "module" }\n', 'paintbox.json': '{ "budgets": [] }\n' };
  const numbers = Array.from({ length: copies }, (_, copy) => copy);
  files['src/main.js'] = numbers.map((copy) => `import "./copy${copy}/app.js";\n`).join('');
  for (const copy of numbers) addCopy(files, `src/copy${copy}`, copy);
  for (const [name, text] of Object.entries(files)) {
    const path = join(dir, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

function addCopy(files, dir, copy) {
  const own = Math.floor((modulesPerCopy - 1 - ROUTES - FEATURES * LAYERS) / ROUTES); // modules of one route alone
  const routes = Array.from({ length: ROUTES }, (_, route) => route);
  files[`${dir}/app.js`] =
    `import { start } from "framework";\n` +
    `start(${copy}, [\n${routes.map((route) => `  () => import("./route${route}/index.js"),\n`).join('')}]);\n`;
  for (let feature = 0; feature < FEATURES; feature++) {
    for (let layer = 0; layer < LAYERS; layer++) {
      files[`${dir}/feature${feature}/m${layer}.js`] = featureModule(copy, feature, layer);
    }
  }
  for (const route of routes) {
    const features = [route, route + 1, route + 5].map((n) => ((n * 2) % FEATURES) + (n % 2));
    const imports = [...new Set(features)].map((n) => ({ name: `f${n}`, from: `../feature${n}/m0.js`, what: 'm0' }));
    for (let i = 0; i < own; i++) {
      imports.push({ name: `p${i}`, from: `./p${i}.js`, what: 'page' });
      files[`${dir}/route${route}/p${i}.js`] = pageModule(copy, route, i);
    }
    files[`${dir}/route${route}/index.js`] =
      imports.map(({ name, from, what }) => `import { ${what} as ${name} } from "${from}";\n`).join('') +
      `import { mount } from "framework";\nmount("copy${copy}/route${route}", [${imports.map(({ name }) => name).join(', ')}]);\n`;
  }
}

/** A feature's modules form a tree; some import back to the first, some have effects, some use the packages. */
function featureModule(copy, feature, layer) {
  const children = [2 * layer + 1, 2 * layer + 2].filter((child) => child < LAYERS);
  const lines = children.map((child) => `import { m${child} } from "./m${child}.js";`);
  const widget = (feature * 7 + layer * 3) % WIDGETS;
  lines.push(`import { Widget${widget} } from "widgets";`);
  if (layer % 8 === 3) lines.push(`import legacy from "legacy/l${(feature + layer) % LEGACY}.js";`);
  if (layer % 10 === 9) lines.push('import { m0 } from "./m0.js";');
  const used = [...children.map((child) => `m${child}(value)`), `Widget${widget}(value)`];
  if (layer % 8 === 3) used.push('legacy(value)');
  if (layer % 10 === 9) used.push('value > 1e9 && m0(value)');
  lines.push(`export function m${layer}(value) {`, `  return compute("copy${copy}", value, [${used.join(', ')}]);`, '}');
  if (layer % 5 === 4) lines.push(`globalThis.registry?.set("feature${feature}/${layer}", m${layer});`);
  return `${lines.join('\n')}\n${filler(`feature ${feature} ${layer}`)}`;
}

function pageModule(copy, route, i) {
  const widget = (route * 11 + i * 5) % WIDGETS;
  return (
    `import { Widget${widget} } from "widgets";\nimport { state } from "framework";\n` +
    `export function page(value) {\n  return compute("copy${copy}", state(value), [Widget${widget}(value)]);\n}\n${filler(`page ${route} ${i}`)}`
  );
}

/** About a kilobyte of code as people write it. */
function filler(text) {
  const fields = Array.from({ length: 12 }, (_, i) => `  ${JSON.stringify(`${text} field ${i}`)}: { label: "${text} ${i}", width: ${i * 12}, hidden: ${i % 3 === 0} },`);
  return (
    `const fields = {\n${fields.join('\n')}\n};\n` +
    'function compute(name, value, parts) {\n  let total = 0;\n  for (const [key, field] of Object.entries(fields)) {\n' +
    '    if (!field.hidden) total += field.width + key.length;\n  }\n  return { name, value, total, parts };\n}\n'
  );
}

function packages() {
  const files = {
    'node_modules/framework/package.json': '{ "name": "framework", "type": "module", "exports": "./index.js" }\n',
    'node_modules/framework/index.js':
      'const mounted = new Map();\nglobalThis.registry = mounted;\n' +
      'export function mount(name, parts) { mounted.set(name, parts); }\nexport function state(value) { return mounted.get(value) ?? value; }\n' +
      'export function start(copy, routes) { for (const route of routes) addEventListener("hashchange", () => route()); mounted.set(copy, routes); }\n',
    'node_modules/widgets/package.json': '{ "name": "widgets", "type": "module", "sideEffects": false, "exports": "./index.js" }\n',
    'node_modules/legacy/package.json': '{ "name": "legacy" }\n',
  };
  let barrel = '';
  for (let i = 0; i < WIDGETS; i++) {
    barrel += `export { Widget${i} } from "./w${i}.js";\n`;
    const next = i + 17;
    const parent = next < WIDGETS && i % 3 === 0;
    files[`node_modules/widgets/w${i}.js`] =
      (parent ? `import { Widget${next} } from "./w${next}.js";\n` : '') +
      `export const Widget${i} = (value) => compute("widget", value, [${parent ? `Widget${next}(value)` : ''}]);\n${filler(`widget ${i}`)}`;
  }
  files['node_modules/widgets/index.js'] = barrel;
  for (let i = 0; i < LEGACY; i++) {
    const next = 2 * i + 1;
    files[`node_modules/legacy/l${i}.js`] =
      (next < LEGACY ? `var next = require("./l${next}.js");\n` : 'var next = String;\n') +
      `module.exports = function (value) { return compute("legacy", value, [next]); };\n${filler(`legacy ${i}`)}`;
  }
  return files;
}
