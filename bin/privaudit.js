#!/usr/bin/env node
import module from 'node:module';
import process from 'node:process';

// Node 22.1 and later keep compiled code between runs.
module.enableCompileCache?.();

const { run, processIo } = await import('../dist/main.js');
process.exitCode = await run(process.argv.slice(2), processIo());
