import { listPersonas, MUNICIPALITIES, PERSONAS } from './personas.ts';
import { VEHICLES } from './vehicle-list.ts';

const NEVER_ISSUED_NL = /^([A-Z]-\d\d-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)$/;
const BELGIAN = /^1-[A-Z]{3}-\d{3}$/;

describe('the personas', () => {
  it('are told apart by their ids and told about without anything personal', () => {
    const listed = listPersonas();
    expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
    for (const persona of listed) {
      expect(Object.keys(persona)).toEqual(['id', 'means', 'municipality', 'name', 'zone', 'plates', 'role']);
    }
  });

  it.each(
    'sanne youssef emma pieter lotte willem ines bakkerij klaassen clerk senior finance officer auditor operator deventer-bewoner deventer-clerk deventer-officer lien jef antwerpen-clerk antwerpen-officer assen-bedrijf assen-clerk assen-officer'.split(
      ' ',
    ),
  )('include %s', (id) => {
    expect(listPersonas().map((persona) => persona.id)).toContain(id);
  });

  it.each(Object.keys(MUNICIPALITIES))(
    'are two in %s who may pay refunds out: one makes the file, another lets it go',
    (town) => {
      const may = PERSONAS.filter(
        ({ municipality, role }) => municipality === town && ['finance', 'senior'].includes(role),
      );
      expect(may.length).toBeGreaterThan(1);
    },
  );

  it('have citizen numbers that pass the eleven check and begin like no real one', () => {
    const weights = [9, 8, 7, 6, 5, 4, 3, 2, -1];
    for (const { identity } of PERSONAS) {
      if (identity.kind !== 'citizen') continue;
      expect(identity.bsn).toMatch(/^9999\d{5}$/);
      expect(weights.reduce((sum, weight, i) => sum + weight * Number(identity.bsn[i]), 0) % 11).toBe(0);
    }
  });

  it('have Belgian numbers with a right checksum and business numbers of eight digits', () => {
    for (const { identity } of PERSONAS) {
      if (identity.kind === 'belgian') {
        expect(97 - (Number(identity.rrn.slice(0, 9)) % 97)).toBe(Number(identity.rrn.slice(9)));
      }
      if (identity.kind === 'business') expect(identity.kvk).toMatch(/^9\d{7}$/);
    }
  });

  it('live at postcodes that were never issued', () => {
    const dutch = PERSONAS.filter(({ address, municipality }) => address && municipality !== 'antwerpen');
    for (const { address } of dutch) expect(address?.postcode).toMatch(/^\d{4} SA$/);
  });

  it('drive cars with plates that were never issued, all in the vehicle register except foreign ones', () => {
    const known = new Set(VEHICLES.map(({ plate }) => plate));
    for (const { plates, municipality, means } of PERSONAS) {
      if (means === 'eidas') continue;
      for (const plate of plates) {
        expect(plate).toMatch(municipality === 'antwerpen' ? BELGIAN : NEVER_ISSUED_NL);
        expect(known).toContain(plate.replaceAll('-', ''));
      }
    }
  });
});
