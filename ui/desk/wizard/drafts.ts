/** Guards for what a step keeps while it is filled in. */
export const isText = (value: unknown): value is string => typeof value === 'string';

export const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' && value !== null && Object.values(value).every(isText);
