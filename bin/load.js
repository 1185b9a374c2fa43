const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');
const { crc32 } = require('node:zlib');

const MAIN = 'main.cjs';
/** What the build has compiled (.build/code-cache.js), by the name of the V8 that can read it. */
const CODE = `code-${process.versions.v8}-${process.platform}-${process.arch}.bin`;

/** What the code and the source it was made of add up to: V8 itself looks at versions, flags and lengths alone. */
function sumOf(code, source) {
  const sum = Buffer.alloc(4);
  sum.writeUInt32LE(crc32(code, crc32(source)));
  return sum;
}

/** The file of the code: V8 crashes on a byte that is wrong, so a sum stands behind it. */
function sealed(dist, code) {
  return Buffer.concat([code, sumOf(code, readFileSync(join(dist, MAIN)))]);
}

/** The command line's source, and its compiled code where another V8 did not make it and nothing has happened to it. */
function readCode(dist) {
  try {
    const file = readFileSync(join(dist, CODE));
    const source = readFileSync(join(dist, MAIN));
    const code = file.subarray(0, -4);
    return sumOf(code, source).equals(file.subarray(-4)) ? { code, source } : undefined;
  } catch {
    return undefined;
  }
}

/** The command line's exports, and its script, of which code is made. Half the time of a small scan would be compiling. */
function load(dist, { code, source } = { source: readFileSync(join(dist, MAIN)) }) {
  const filename = join(dist, MAIN);
  // The build writes ASCII, which V8 takes as it stands.
  const text = source.latin1Slice();
  const script = new Script(`(function(exports,require,module,__filename,__dirname){${text}\n})`, {
    filename,
    cachedData: code,
  });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, require, module, filename, dist);
  return { ...module.exports, script };
}

module.exports = { CODE, load, readCode, sealed };
