import { useState, type FormEvent } from 'react';
import type { CheckAnswer } from '../../api/enforcement/shapes.ts';
import { Button } from '../components/button.tsx';
import { Details } from '../components/disclosure.tsx';
import { FileButton } from '../components/file-drop.tsx';
import { Badge } from '../components/note.tsx';
import { Plate } from '../components/plate.tsx';
import { ErrorNote } from '../components/states.tsx';
import { Table } from '../components/table.tsx';
import { TextArea } from '../components/text-input.tsx';
import { useAct } from '../data/use-act.ts';
import { useProblemSentences } from '../text/problem-sentences.ts';
import { useText } from '../text/text.tsx';
import { checkPlates, type Place } from './data/checks.ts';
import { platesIn, type ListedPlate } from './plate-list.ts';
import { BADGES } from './recent-checks.tsx';

interface Outcome extends ListedPlate {
  answer: CheckAnswer;
}

/** What is looked at first stands first. */
const ORDER: Record<CheckAnswer['verdict'], number> = { red: 0, amber: 1, green: 2 };

/** A street at once: a pasted list, or the file of a scan car (ASSEN-020). */
export function ListCheck({ place, onNoPlace }: { place: () => Promise<Place | null>; onNoPlace: () => void }) {
  const t = useText();
  const sentences = useProblemSentences();
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly Outcome[] | null>(null);
  const { act, perform } = useAct(checkPlates);
  const listed = platesIn(text);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setMissing(listed.length === 0);
    if (listed.length === 0) return;
    const where = await place();
    if (where === null) return onNoPlace();
    setOutcomes(null);
    const answer = await perform({ plates: listed.map(({ plate, country }) => ({ plate, country })), place: where });
    if (answer?.ok)
      setOutcomes(
        answer.value
          .map((one, index) => ({ ...listed[index]!, answer: one }))
          .sort((a, b) => ORDER[a.answer.verdict] - ORDER[b.answer.verdict]),
      );
  };
  const count = (verdict: CheckAnswer['verdict']) =>
    outcomes?.filter(({ answer }) => answer.verdict === verdict).length ?? 0;

  return (
    <Details summary={t('check.list.title')}>
      <form className="pw-stack" noValidate onSubmit={(event) => void submit(event)}>
        <TextArea
          label={t('check.list.plates')}
          hint={t('check.list.hint')}
          error={missing ? t('check.list.missing') : undefined}
          rows={6}
          value={text}
          onChange={setText}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
        />
        <FileButton
          icon="clip"
          label={t('check.list.file')}
          accept=".csv,.txt"
          onFile={(file) => void file.text().then(setText)}
        />
        <Button type="submit" icon="search" busy={act.state === 'busy'}>
          {t('check.list.check', { count: listed.length })}
        </Button>
      </form>
      {act.state === 'failed' && <ErrorNote {...sentences(act.problem)} />}
      <div role="status">
        {outcomes && (
          <p>
            {t('check.list.outcome', {
              green: count('green'),
              red: count('red'),
              amber: count('amber'),
            })}
          </p>
        )}
      </div>
      {outcomes && (
        <Table
          caption={t('check.list.title')}
          rows={outcomes}
          rowKey={({ answer }) => answer.id}
          columns={[
            {
              title: t('check.plate'),
              head: true,
              cell: ({ display, country, answer }) => (
                <Plate value={display} country={country} size="s" quiet={answer.verdict !== 'green'} />
              ),
            },
            {
              title: t('check.list.verdict'),
              speaking: true,
              cell: ({ answer: { verdict, justExpired, earlier } }) => (
                <div className="pw-stack pw-stack--tight">
                  <Badge kind={BADGES[verdict]}>
                    {t(justExpired ? 'check.verdict.justExpired' : `check.verdict.${verdict}`)}
                  </Badge>
                  {earlier > 0 && <span className="pw-small">{t('check.earlier.short')}</span>}
                </div>
              ),
            },
          ]}
        />
      )}
    </Details>
  );
}
