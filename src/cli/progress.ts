import type { Io } from './io.ts';

export interface Progress {
  step(text: string): void;
  stop(): void;
}

const SILENT: Progress = { step: () => {}, stop: () => {} };
/** A short run is over before anyone reads a spinner. */
const DELAY_MS = 400;

/** A spinner on stderr, only on a terminal and not in CI; it never touches stdout. */
export async function startProgress(io: Io, quiet: boolean): Promise<Progress> {
  if (quiet || !io.stderr.isTTY || io.env.CI || io.env.TERM === 'dumb') return SILENT;
  const { default: ora } = await import('ora');
  const spinner = ora({ stream: process.stderr, discardStdin: false });
  const timer = setTimeout(() => spinner.start(), DELAY_MS);
  return {
    step: (text) => {
      spinner.text = text;
    },
    stop: () => {
      clearTimeout(timer);
      spinner.stop();
    },
  };
}
