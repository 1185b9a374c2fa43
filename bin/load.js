const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

const dist = join(__dirname, '../dist');
/** What V8 compiled when the build ran, functions and all: half the time of a small scan is compiling. Each V8 reads only its own. */
const cacheFile = join(dist, `code-${process.versions.v8}-${process.platform}-${process.arch}.bin`);

function readCache() {
  try {
    return readFileSync(cacheFile);
  } catch {
    return undefined;
  }
}

/** The command line from the given code cache: its exports, and the script a cache is made of. */
function load(cachedData) {
  const filename = join(dist, 'main.cjs');
  // The build writes ASCII, and V8 takes a string of one-byte characters as it is.
  const source = readFileSync(filename, 'latin1');
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, { filename, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, dist);
  return { ...module.exports, script };
}

module.exports = { cacheFile, load, readCache };
