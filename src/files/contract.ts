/** Where the files of a scan come from: a folder, a git tree, memory. Paths are relative to `root`, with `/`. */
export interface FileSource {
  /** The same list whenever it is asked for. */
  list(): Promise<Listing>;
  /** The whole text, decoded as UTF-8 (or UTF-16 with a byte-order mark); null when it is gone, no regular file or unreadable. */
  read(path: string): string | null;
  /** The text in pieces of about 1 MiB, for inputs of any size; null as of `read`. */
  chunks(path: string): Iterable<string> | null;
  /** Bytes; null when it is gone or no regular file. */
  size(path: string): number | null;
  /** Why a listed path has no size; null where nothing stands there any more. */
  obstacle?(path: string): Obstacle | null;
}

export type Obstacle =
  /** One clause, no full stop: `unreadable`. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Links are not followed: what this one leads to is read where it stands, if it stands and is listed. */
  | { readonly kind: 'link'; readonly target: string };

export interface Revision {
  /** Commit hash; null outside git. */
  readonly commit: string | null;
  /** Null where there is no commit to compare with. */
  readonly dirty: boolean | null;
}

export const NO_REVISION: Revision = { commit: null, dirty: null };

export interface Listing {
  /** Code-unit order. */
  readonly paths: readonly string[];
  /** Told later than the paths: comparing a work tree takes git longer than listing it. Never rejects. */
  readonly revision: Promise<Revision>;
  /** Folders that could not be looked into. */
  readonly closed: readonly string[];
  /** Why git was not used although a checkout is there; null otherwise. */
  readonly trouble: string | null;
}
