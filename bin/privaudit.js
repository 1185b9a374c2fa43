#!/usr/bin/env node
// CommonJS (bin/package.json): starting the loader of ES modules costs half of Node's own start, and scripts ask for the
// version on every run.
const argv = process.argv.slice(2);

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  const { load, readCache } = require('./load.js');
  const cache = readCache();
  // Node 22.1 and later keep compiled code between runs by themselves.
  if (!cache) require('node:module').enableCompileCache?.();
  const { run, processIo } = cache ? load(cache) : require('../dist/main.cjs');
  run(argv, processIo()).then((code) => {
    process.exitCode = code;
  });
}
