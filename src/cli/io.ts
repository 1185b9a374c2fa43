/** What a run of the command line may touch; tests hand in a fake. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Today, as an ISO date in UTC. */
  readonly today: () => string;
  readonly setFlag: (flag: string) => void;
}

export interface Stream {
  readonly isTTY: boolean;
  readonly columns: number | undefined;
  write(text: string): void;
}
