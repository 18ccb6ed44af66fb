import { useCallback, useState } from 'react';
import type { Bundle as View } from '../../api/objections/shapes.ts';
import { Button, Buttons } from '../components/button.tsx';
import { Fact } from '../components/note.tsx';
import { ErrorNote, Loading } from '../components/states.tsx';
import { call } from '../data/http.ts';
import { useAct } from '../data/use-act.ts';
import { useCall } from '../data/use-call.ts';
import { useEvery } from '../desk/use-every.ts';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useText } from '../text/text.tsx';

/** `/v1/permits/{id}` or `/v1/parking/actions/{id}`. */
export type BundleSubject = `/v1/permits/${string}` | `/v1/parking/actions/${string}`;

const LOOK_MS = 1_500;

/** What somebody needs who was fined all the same: one press, and two files to keep (BEYOND-028). */
export function Bundle({ of }: { of: BundleSubject }) {
  const t = useText();
  const sentences = useProblemSentences();
  const ask = useCallback(
    (subject: string, key: string) => call<View>(`${subject}/objection-bundles`, { method: 'POST', key }),
    [],
  );
  const { act, perform } = useAct(ask);
  const [asked, setAsked] = useState<string | null>(null);
  const make = async () => {
    const answer = await perform(of);
    if (answer?.ok) setAsked(answer.value.id);
  };
  return (
    <section className="pw-stack">
      <h2>{t('bundle.ask')}</h2>
      <p>{t('bundle.text')}</p>
      {asked === null && (
        <p>
          <Button icon="file" busy={act.state === 'busy'} onClick={() => void make()}>
            {t('bundle.make')}
          </Button>
        </p>
      )}
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <div role="status">{asked !== null && <Made path={`${of}/objection-bundles/${asked}`} />}</div>
    </section>
  );
}

function Made({ path }: { path: string }) {
  const t = useText();
  const sentences = useProblemSentences();
  const { call: found, refresh } = useCall(useCallback((signal: AbortSignal) => call<View>(path, { signal }), [path]));
  const ready = found.state === 'done' && found.value.doneAt !== null;
  useEvery(found.state === 'done' && !ready ? LOOK_MS : null, () => void refresh());
  if (found.state === 'failed') return <ErrorNote {...sentences(found.problem)} onRetry={() => void refresh()} />;
  if (!ready) return <Loading>{t('bundle.making')}</Loading>;
  return (
    <div className="pw-stack">
      <Fact>{t('bundle.ready')}</Fact>
      <Buttons>
        <a className="pw-alone" href={`${path}/pdf`} download>
          {t('bundle.pdf')}
        </a>
        <a className="pw-alone" href={`${path}/json`} download>
          {t('bundle.json')}
        </a>
      </Buttons>
      <p className="pw-small pw-muted">{t('bundle.week')}</p>
    </div>
  );
}
