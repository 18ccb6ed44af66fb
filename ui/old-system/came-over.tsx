import { useCallback } from 'react';
import type { CameOver } from '../../api/old-system/shapes.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { ProblemNote } from '../desk/shown.tsx';
import { useAmount } from '../parking/amount.ts';
import { useText } from '../text/text.tsx';
import { putAwayCameOver, readCameOver, type Whose } from './data.ts';

type Item = CameOver['items'][number];

/** What came over from the system of before, what did not and what to do; nothing once it is put away (BEYOND-040). */
export function WhatCameOver({ whose }: { whose: Whose }) {
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => readCameOver(whose, signal), [whose]));
  const { act, perform } = useAct(useCallback((_body: null, key: string) => putAwayCameOver(whose, key), [whose]));
  const t = useText();
  if (call.state === 'loading' || act.state === 'done') return null;
  if (call.state === 'failed') return <ProblemNote problem={call.problem} onRetry={() => void refresh()} />;
  const { items } = call.value;
  if (items.length === 0) return null;
  return (
    <section className="pw-stack" aria-label={t('oldSystem.card.title')}>
      {items.map((item) => (
        <OfOne key={item.municipalityId} item={item} several={items.length > 1} />
      ))}
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Buttons>
        <Button busy={act.state === 'busy'} onClick={() => void perform(null)}>
          {t('oldSystem.card.putAway')}
        </Button>
      </Buttons>
    </section>
  );
}

function OfOne({ item: { municipalityName, system, lines, missing }, several }: { item: Item; several: boolean }) {
  const t = useText();
  const amount = useAmount();
  const shown = ({ kind, unit }: Item['lines'][number], value: number) =>
    kind === 'balance' && unit !== null ? amount({ unit, amount: value }) : String(value);
  return (
    <Note
      kind={missing.length > 0 ? 'wait' : 'ok'}
      title={several ? `${t('oldSystem.card.title')} (${municipalityName})` : t('oldSystem.card.title')}
    >
      <p>{t('oldSystem.card.lead', { system })}</p>
      <ul>
        {lines.map((line) => (
          <li key={`${line.kind} ${line.unit}`}>
            {t(`oldSystem.card.kind.${line.kind}`)}:{' '}
            <strong>{t('oldSystem.card.of', { came: shown(line, line.came), of: shown(line, line.of) })}</strong>
          </li>
        ))}
      </ul>
      {missing.length === 0 ? (
        <p>{t('oldSystem.card.all')}</p>
      ) : (
        <>
          <p>
            <strong>{t('oldSystem.card.missing', { count: missing.length })}</strong>
          </p>
          <ul>
            {missing.map(({ kind, why, name }, index) => (
              <li key={index}>
                <strong>
                  {t(`oldSystem.card.one.${kind}`)}
                  {name === null ? '' : ` ${name}`}
                </strong>
                {'. '}
                {t(`oldSystem.fault.${why}`)} {t(`oldSystem.card.todo.${kind}`)}
              </li>
            ))}
          </ul>
        </>
      )}
    </Note>
  );
}
