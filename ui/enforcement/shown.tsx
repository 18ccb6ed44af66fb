import type { TypedPlate } from '../components/plate-input.tsx';
import { Button } from '../components/button.tsx';
import { Note } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { ErrorNote, Loading, OfflineStamp } from '../components/states.tsx';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { Sentence, useText } from '../text/text.tsx';
import { Result } from './result.tsx';
import { written, type ShownCheck } from './use-checks.ts';

/** The upper half of the page: the answer, or why there is none. */
export function Shown({ shown, onRetry }: { shown: ShownCheck; onRetry: (plate: TypedPlate) => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  switch (shown.state) {
    case 'nothing':
      return <h1>{t('check.heading')}</h1>;
    case 'busy':
      return (
        <>
          <h1 className="pw-said">{t('check.heading')}</h1>
          <Loading>
            <Sentence of="check.busy" parts={{ plate: <Quiet plate={shown.plate} /> }} />
          </Loading>
        </>
      );
    case 'answered':
      return <Result checked={shown.checked} />;
    case 'nowhere':
      return (
        <>
          <h1 className="pw-said">{t('check.heading')}</h1>
          <Note kind="bad" title={t('check.nowhere.title')} urgent>
            <p>{t(`check.nowhere.${shown.reason}`)}</p>
          </Note>
        </>
      );
    case 'failed': {
      const { plate, problem } = shown;
      if (problem.status !== 0) {
        return (
          <>
            <h1 className="pw-said">{t('check.heading')}</h1>
            <ErrorNote {...sentences(problem)} onRetry={() => onRetry(plate)} />
          </>
        );
      }
      return (
        <>
          <h1 className="pw-said">{t('check.heading')}</h1>
          <OfflineStamp title={t('check.notChecked')} picture={<Quiet plate={plate} />}>
            <p>{t(problem.code === 'no-connection' ? 'check.noConnection' : 'check.noAnswer')}</p>
            {shown.withoutList !== undefined && (
              <p>
                {t(
                  shown.withoutList === 'choose-area'
                    ? 'check.pack.chooseArea'
                    : `check.pack.fault.${shown.withoutList}`,
                )}
              </p>
            )}
            <p>
              <Button icon="renew" onClick={() => onRetry(plate)}>
                {t('check.retry')}
              </Button>
            </p>
          </OfflineStamp>
        </>
      );
    }
    default:
      return shown satisfies never;
  }
}

function Quiet({ plate }: { plate: TypedPlate }) {
  return <Plate value={written(plate)} country={plate.country} size="l" quiet />;
}
