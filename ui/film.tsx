import { useCallback } from 'react';
import { readFilm } from './data/municipalities.ts';
import { useCall } from './data/use-call.ts';
import { Shown } from './desk/shown.tsx';
import './film.css';
import { useMunicipality } from './municipality-frame.tsx';
import { useLanguage, useText } from './text/text.tsx';
import { LANGUAGES } from '../rules/values/language.ts';

/** The instruction film of a municipality that has one: with captions, and to read instead (ASSEN-004). */
export function Film() {
  const t = useText();
  const { language } = useLanguage();
  const { id, hasFilm } = useMunicipality();
  if (!hasFilm) return null;
  return (
    <section className="pw-stack pw-measure" aria-labelledby="film">
      <h2 id="film">{t('film.title')}</h2>
      <p>{t('film.about')}</p>
      {/* Anew in another language: a browser picks captions only once. */}
      <video
        key={language}
        className="pw-film"
        controls
        playsInline
        preload="none"
        poster={`/film/${id}.jpg`}
        src={`/film/${id}.webm`}
        aria-labelledby="film"
      >
        {LANGUAGES.map((one) => (
          <track
            key={one}
            kind="captions"
            srcLang={one}
            label={t(`film.captions.${one}`)}
            src={`/film/${id}.${one}.vtt`}
            default={one === language}
          />
        ))}
      </video>
      <details>
        <summary>{t('film.read')}</summary>
        <Transcript />
      </details>
    </section>
  );
}

function Transcript() {
  const t = useText();
  const { language } = useLanguage();
  const { id } = useMunicipality();
  const asked = useCall(useCallback((signal: AbortSignal) => readFilm(id, signal), [id]));
  return (
    <Shown asked={asked} loading={t('film.loading')}>
      {({ transcript }) => (
        <ul className="pw-bullets">
          {transcript[language].map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Shown>
  );
}
