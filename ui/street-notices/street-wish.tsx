import { useCallback } from 'react';
import { Button } from '../components/button.tsx';
import { Fact } from '../components/note.tsx';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { ProblemNote, Shown } from '../desk/shown.tsx';
import { useText } from '../text/text.tsx';
import { keepStreetWish, readStreetNotices, type Whose } from './data.ts';

/** Nobody is written to about the street who did not ask for it; one press, and one to end it (BEYOND-037). */
export function StreetWish({ whose }: { whose: Whose }) {
  const t = useText();
  const asked = useCall(useCallback((signal: AbortSignal) => readStreetNotices(whose, signal), [whose]));
  const { act, perform } = useAct(
    useCallback((wanted: boolean, key: string) => keepStreetWish(whose, { wanted }, key), [whose]),
  );
  const change = async (wanted: boolean) => {
    const answer = await perform(wanted);
    if (answer?.ok) await asked.refresh();
  };
  return (
    <section className="pw-stack pw-measure">
      <h2>{t('streetNotice.wish.title')}</h2>
      <p>{t('streetNotice.wish.text')}</p>
      {act.state === 'failed' && <ProblemNote problem={act.problem} />}
      <Shown asked={asked} loading={t('streetNotice.wish.loading')}>
        {(read) => {
          const wanted = act.state === 'done' ? act.value.wanted : read.wanted;
          return (
            <>
              <div role="status">
                <Fact icon="bell" kind={wanted ? 'ok' : 'info'}>
                  {t(wanted ? 'streetNotice.wish.isOn' : 'streetNotice.wish.isOff')}
                </Fact>
              </div>
              <p>
                <Button busy={act.state === 'busy'} onClick={() => void change(!wanted)}>
                  {t(wanted ? 'streetNotice.wish.off' : 'streetNotice.wish.on')}
                </Button>
              </p>
            </>
          );
        }}
      </Shown>
    </section>
  );
}
