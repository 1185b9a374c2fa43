/**
 * With the baseline compiler alone a short run does not wait for the optimising one. For the HCL grammar, start included:
 * 20 kB in 430 ms against 560 ms, 200 kB even, 800 kB in 1070 ms against 840 ms.
 */
const BASELINE_ONLY_BELOW = 256 * 1024;

/**
 * Chooses how the engine compiles the grammars. To be called with the number of bytes to parse, after discovery and before
 * createSyntax. The flag belongs to the whole process, so the caller hands in the switch (`v8.setFlagsFromString`).
 */
export function tuneCompiler(bytesToParse: number, setFlag: (flag: string) => void): void {
  if (bytesToParse < BASELINE_ONLY_BELOW) setFlag('--liftoff-only');
}
