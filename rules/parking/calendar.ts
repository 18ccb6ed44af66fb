import { type Instant } from '../values/moment.ts';

/** A session as a calendar shows it. Whose car it is stays here: a calendar is often kept by somebody else. */
export interface CalendarEntry {
  id: string;
  from: Instant;
  to: Instant;
  title: string;
  place: string;
  changedAt: Instant;
}

/** A calendar to subscribe to (iCalendar, RFC 5545): lines end in CR LF and are folded at 75 octets. */
export function calendarOf(name: string, entries: readonly CalendarEntry[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Parkwerk//NL',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...entries.flatMap(({ id, from, to, title, place, changedAt }) => [
      'BEGIN:VEVENT',
      `UID:${id}@parkwerk`,
      `DTSTAMP:${stamp(changedAt)}`,
      `DTSTART:${stamp(from)}`,
      `DTEND:${stamp(to)}`,
      `SUMMARY:${escaped(title)}`,
      `LOCATION:${escaped(place)}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return lines.map(folded).join('\r\n') + '\r\n';
}

const stamp = (moment: Instant): string => `${moment.slice(0, 19).replace(/[-:]/g, '')}Z`;

const escaped = (text: string): string =>
  text.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n');

/** In characters of at most four octets, so that none is cut in two. */
function folded(line: string): string {
  const pieces: string[] = [];
  let [piece, size] = ['', 0];
  for (const character of line) {
    const octets = new TextEncoder().encode(character).length;
    if (size + octets > (pieces.length === 0 ? 75 : 74)) {
      pieces.push(piece);
      [piece, size] = ['', 0];
    }
    piece += character;
    size += octets;
  }
  return [...pieces, piece].join('\r\n ');
}
