// Finds the program: a package for each platform carries it, and package
// managers install the one that fits ("os" and "cpu" in its package.json).
'use strict';

const { existsSync } = require('node:fs');
const { resolve } = require('node:path');
const { name, version, optionalDependencies = {} } = require('./package.json');

const scope = '@paintbox-build/';

/** The path of the program for this platform. Throws an error that says how to repair the installation. */
exports.binary = () => {
  const override = process.env.PAINTBOX_BINARY;
  if (override) {
    const file = resolve(override);
    if (!existsSync(file)) throw new Error(`PAINTBOX_BINARY names ${file}, which does not exist (correct it, or unset it to use the installed program)`);
    return file;
  }
  const wanted = `${scope}${process.platform}-${process.arch}`;
  const file = find(wanted);
  if (!file) throw new Error(missing(wanted));
  return file;
};

const find = (platform) => {
  try {
    return require.resolve(`${platform}/bin/paintbox${platform.includes('/win32-') ? '.exe' : ''}`);
  } catch {
    return undefined;
  }
};

const missing = (wanted) => {
  const known = Object.keys(optionalDependencies);
  if (!known.includes(wanted)) {
    return `there is no Paintbox for ${process.platform} on ${process.arch}, only for ${known.map((k) => k.slice(scope.length)).join(', ')}
(build it: go install github.com/paintbox-build/paintbox/cmd/paintbox@latest, and set PAINTBOX_BINARY to the path of the program)`;
  }
  const other = known.find(find);
  const found = other
    ? `${other} is there instead: node_modules was copied from another system, or made for another kind of processor.`
    : 'It is an optional dependency, and the package manager left it out.';
  return `the package ${wanted} is not installed, which holds the program for this platform
${found} One of these repairs it:
  - dependencies were installed without optional ones (--omit=optional, --no-optional): install again without that option
  - the lock file was written on another system and lists only its packages: delete node_modules and package-lock.json, then run npm install
  - node_modules was copied, as in a Docker image: put node_modules into .dockerignore, and run npm ci in the image
  - for several systems from one node_modules, list them as supportedArchitectures (pnpm, Yarn), or run npm install --no-save ${wanted}@${version}
Or set PAINTBOX_BINARY to the path of a paintbox program. (${name} ${version}, Node.js ${process.version})`;
};
