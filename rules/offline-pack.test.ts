import { packFault } from './offline-pack.ts';

const pack = { municipality: 'voorbeeld', madeAt: '2026-11-20T12:00:00.000Z', goodUntil: '2026-11-20T12:15:00.000Z' };
const here = { municipality: 'voorbeeld', at: '2026-11-20T12:10:00.000Z', unchanged: true };

describe('a list a device checks with by itself', () => {
  it('is believed until its end, and not a moment longer [BEYOND-025]', () => {
    expect(packFault(pack, here)).toBeNull();
    expect(packFault(pack, { ...here, at: '2026-11-20T12:14:59.999Z' })).toBeNull();
    expect(packFault(pack, { ...here, at: '2026-11-20T12:15:00.000Z' })).toBe('pack-expired');
  });

  it('is refused when it was altered, is of elsewhere, or is younger than the clock can explain [BEYOND-025]', () => {
    expect(packFault(pack, { ...here, unchanged: false })).toBe('pack-altered');
    expect(packFault(pack, { ...here, municipality: 'deventer' })).toBe('pack-elsewhere');
    expect(packFault(pack, { ...here, at: '2026-11-20T11:58:00.000Z' })).toBeNull();
    expect(packFault(pack, { ...here, at: '2026-11-20T11:57:59.999Z' })).toBe('pack-expired');
  });
});
