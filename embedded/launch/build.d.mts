/** Over names and contents, in any order. */
export function fingerprint(sources: string[], read?: (file: string) => string | Buffer): string;
