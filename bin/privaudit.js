#!/usr/bin/env node
// CommonJS (bin/package.json): starting the loader of ES modules costs half of Node's own start, and scripts ask for the
// version on every run.
const argv = process.argv.slice(2);

if (argv.length === 1 && (argv[0] === '--version' || argv[0] === '-V')) {
  process.stdout.write(`${require('../package.json').version}\n`);
} else {
  const { join } = require('node:path');
  const { load, readCode } = require('./load.js');
  const dist = join(__dirname, '../dist');
  const code = readCode(dist);
  // Node 22.1 and later keep compiled code between runs by themselves.
  if (code === undefined) require('node:module').enableCompileCache?.();
  const { run, processIo } = code === undefined ? require('../dist/main.cjs') : load(dist, code);
  run(argv, processIo()).then((exitCode) => {
    process.exitCode = exitCode;
  });
}
