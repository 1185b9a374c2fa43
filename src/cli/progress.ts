import type { Io } from './io.ts';

export interface Progress {
  step(text: string): void;
  stop(): void;
}

const SILENT: Progress = { step: () => {}, stop: () => {} };
/** A short run is over before anyone reads a spinner. */
const DELAY_MS = 400;

/**
 * A spinner on stderr, only on a terminal and not in CI; it never touches stdout. A terminal that a program made up (`script`,
 * `docker run -t`, `expect`) may have no columns: clearing lines there would have no end.
 */
export function startProgress(io: Io, quiet: boolean): Progress {
  if (quiet || !io.stderr.isTTY || !io.stderr.columns || io.env.CI || io.env.TERM === 'dumb') return SILENT;
  let text = '';
  let spinner: { text: string; stop(): unknown } | null = null;
  let stopped = false;
  const timer = setTimeout(async () => {
    const { default: ora } = await import('ora');
    if (!stopped) spinner = ora({ text, stream: process.stderr, discardStdin: false, color: color(io) }).start();
  }, DELAY_MS);
  return {
    step: (next) => {
      text = next;
      if (spinner !== null) spinner.text = next;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      spinner?.stop();
    },
  };
}

function color({ env }: Io): 'cyan' | false {
  return env.NO_COLOR ? false : 'cyan';
}
