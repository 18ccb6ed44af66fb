/** A time of day as people write it, `2230`, `22.30`, `22:30` or `9`, as `HH:MM`. Undefined when it is no time. */
export function readTime(text: string): string | undefined {
  const [, hours, minutes = '00'] = /^\s*(\d{1,2}?)[.:h ]?(\d{2})?\s*(?:uur|u|h)?\s*$/i.exec(text) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return `${hours.padStart(2, '0')}:${minutes}`;
}
