declare const PRIVAUDIT_VERSION: string;

/** Put in by the build; sources run by tests have none. */
export const VERSION: string = typeof PRIVAUDIT_VERSION === 'undefined' ? '0.0.0-source' : PRIVAUDIT_VERSION;
