import { calendarOf } from './calendar.ts';

const entry = { id: 'a1', from: '2026-05-06T08:00:00.000Z', to: '2026-05-06T10:00:00.000Z', title: 'Bezoek; R-1, Binnenstad', place: 'Binnenstad', changedAt: '2026-05-01T08:00:00.000Z' }; // prettier-ignore

describe('a calendar of planned sessions', () => {
  it('says of each when and where, in moments that no time zone changes [BEYOND-036]', () => {
    const lines = calendarOf('Parkeren', [entry]).split('\r\n');
    expect(lines).toEqual(expect.arrayContaining(['UID:a1@parkwerk', 'DTSTART:20260506T080000Z', 'DTEND:20260506T100000Z', 'SUMMARY:Bezoek\\; R-1\\, Binnenstad', 'LOCATION:Binnenstad'])); // prettier-ignore
    expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['BEGIN:VCALENDAR', 'END:VCALENDAR', '']);
  });

  it('folds long lines without cutting a character [BEYOND-036]', () => {
    const title = 'Ü€'.repeat(60);
    const file = calendarOf('x', [{ ...entry, title }]);
    for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`);
  });
});
