const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** What the build has compiled (.build/code-cache.js), by the name of the V8 that can read it. */
const CODE = `code-${process.versions.v8}-${process.platform}-${process.arch}.bin`;

/**
 * The compiled code in the folder of the build; undefined where another V8 made it. V8 refuses other versions, flags and lengths,
 * and trusts the rest, as Node trusts the program beside it: a sum over both would cost a fifth of what is won.
 */
function readCode(dist) {
  try {
    return readFileSync(join(dist, CODE));
  } catch {
    return undefined;
  }
}

/** The command line's exports, and its script, of which code is made. Half the time of a small scan would be compiling. */
function load(dist, cachedData) {
  const filename = join(dist, 'main.cjs');
  // The build writes ASCII, which V8 takes as it stands.
  const source = readFileSync(filename, 'latin1');
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${source}\n})`, {
    filename,
    cachedData,
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, dist);
  return { ...module.exports, script };
}

module.exports = { CODE, load, readCode };
