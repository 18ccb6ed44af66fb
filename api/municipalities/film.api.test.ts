import { jest } from '@jest/globals';
import { sharedSystem, type System } from '../testing/stack.ts';
import { sentencesOf } from './film.ts';
import { type FilmView, type MunicipalityView } from './shapes.ts';

jest.setTimeout(60_000);

let system: System;
beforeAll(async () => {
  system = await sharedSystem();
});

const film = (file: string, headers: Record<string, string> = {}) =>
  system.browser().fetch(`/film/${file}`, { headers });

describe('an instruction film', () => {
  it('is there for anybody, any part of it by itself [ASSEN-004]', async () => {
    const part = await film('assen.webm', { range: 'bytes=100-199' });
    expect(part.status).toBe(206);
    expect(part.headers.get('content-type')).toBe('video/webm');
    expect(part.headers.get('content-range')).toMatch(/^bytes 100-199\/\d{6,}$/);
    expect((await part.arrayBuffer()).byteLength).toBe(100);
    expect((await film('assen.jpg')).headers.get('content-type')).toBe('image/jpeg');
  });

  it('says in its captions what its text says, in two languages and sentence by sentence [ASSEN-004]', async () => {
    const anyone = system.browser();
    expect(await anyone.ask<MunicipalityView>('GET', '/v1/municipalities/assen')).toMatchObject({ hasFilm: true });
    const { transcript } = await anyone.ask<FilmView>('GET', '/v1/municipalities/assen/film');
    for (const language of ['nl', 'en'] as const) {
      const captions = await film(`assen.${language}.vtt`);
      expect(captions.headers.get('content-type')).toMatch(/^text\/vtt/);
      expect(transcript[language]).toEqual(sentencesOf(await captions.text()));
    }
    expect(transcript.nl.length).toBe(transcript.en.length);
    expect(transcript.nl[0]).toMatch(/^Welkom bij het loket van Assen\. /);
  });

  it('is nowhere where a municipality has none, and leads to no other file', async () => {
    const anyone = system.browser();
    expect(await anyone.ask<MunicipalityView>('GET', '/v1/municipalities/deventer')).toMatchObject({ hasFilm: false });
    expect(await anyone.refused('GET', '/v1/municipalities/deventer/film')).toMatchObject({ status: 404 });
    for (const file of ['deventer.webm', 'onbekend.webm', 'assen.yaml', '..%2fassen%2ffilm.webm', 'assen.fr.vtt'])
      expect((await film(file)).status).toBe(404);
  });
});
