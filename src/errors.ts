/** Trouble the user can mend: wrong usage, manifest, pack, unwritable output. Anything else thrown is a bug. */
export class UserError extends Error {
  readonly code: string;
  readonly hint: string | null;

  constructor(code: string, message: string, hint: string | null = null) {
    super(message);
    this.name = 'UserError';
    this.code = code;
    this.hint = hint;
  }
}
