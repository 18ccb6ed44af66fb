import { useCallback, useRef, useState } from 'react';
import { BLOCK_GROUNDS, type BlockGround } from '../../../rules/permits/block.ts';
import { Button, Buttons } from '../../components/button.tsx';
import { Radios } from '../../components/choice.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNote } from '../../components/states.tsx';
import { TextArea } from '../../components/text-input.tsx';
import type { Answer } from '../../data/http.ts';
import { useAct, type Act } from '../../data/use-act.ts';
import { useProblemSentences } from '../../text/problem-sentences.ts';
import { useText } from '../../text/text.tsx';
import { blockPermit, unblockPermit } from '../data/cases.ts';

interface HoldDialogProps {
  permitId: string;
  number: string;
  onClose: () => void;
  onDone: () => void;
}

/** Why a permit is held back, and what colleagues should know of it (blokkeren). */
export function BlockDialog({ permitId, number, onClose, onDone }: HoldDialogProps) {
  const t = useText();
  const [ground, setGround] = useState<BlockGround | null>(null);
  const [asked, setAsked] = useState(false);
  const { note, form, act, run } = useHold(
    useCallback(
      (said: { ground: BlockGround; note: string }, key: string) => blockPermit(permitId, said, key),
      [permitId],
    ),
    onDone,
  );
  const missing = asked && ground === null;
  return (
    <Dialog title={t('audit.permit.block.question', { number })} onClose={onClose}>
      <p>{t('audit.permit.block.consequence')}</p>
      <div ref={form} className="pw-stack">
        <Radios
          label={t('audit.permit.ground')}
          hint={t('review.form.groundHint')}
          error={missing ? t('review.fault.ground') : undefined}
          chosen={ground}
          onChoose={(value) => setGround(BLOCK_GROUNDS.find((known) => known === value) ?? null)}
          options={BLOCK_GROUNDS.map((value) => ({ value, title: t(`ground.${value}`) }))}
        />
        <NoteField note={note} />
      </div>
      <Failed act={act} />
      <Buttons wide>
        <Button
          look="primary"
          busy={act.state === 'busy'}
          onClick={() => {
            setAsked(true);
            void run(ground === null ? null : { ground, note: note.text });
          }}
        >
          {t('audit.permit.block.yes')}
        </Button>
        <Button onClick={onClose}>{t('audit.permit.no')}</Button>
      </Buttons>
    </Dialog>
  );
}

/** The way back (deblokkeren). */
export function UnblockDialog({ permitId, number, onClose, onDone }: HoldDialogProps) {
  const t = useText();
  const { note, form, act, run } = useHold(
    useCallback((said: { note: string }, key: string) => unblockPermit(permitId, said.note, key), [permitId]),
    onDone,
  );
  return (
    <Dialog title={t('audit.permit.block.liftQuestion', { number })} onClose={onClose}>
      <p>{t('audit.permit.block.liftConsequence')}</p>
      <div ref={form} className="pw-stack">
        <NoteField note={note} />
      </div>
      <Failed act={act} />
      <Buttons wide>
        <Button look="primary" busy={act.state === 'busy'} onClick={() => void run({ note: note.text })}>
          {t('audit.permit.block.liftYes')}
        </Button>
        <Button onClick={onClose}>{t('audit.permit.no')}</Button>
      </Buttons>
    </Dialog>
  );
}

interface NoteOf {
  text: string;
  write: (text: string) => void;
  missing: boolean;
}

/** Nothing is sent before everything is there; who left something out is brought to it. */
function useHold<Said extends { note: string }>(
  send: (said: Said, key: string) => Promise<Answer<{ blocked: boolean }>>,
  onDone: () => void,
) {
  const [text, write] = useState('');
  const [asked, setAsked] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const { act, perform } = useAct(send);
  const run = async (said: Said | null) => {
    setAsked(true);
    if (said === null) return form.current?.querySelector('input')?.focus();
    if (said.note.trim() === '') return form.current?.querySelector('textarea')?.focus();
    const answer = await perform(said);
    if (answer?.ok) onDone();
  };
  const note: NoteOf = { text, write, missing: asked && text.trim() === '' };
  return { note, form, act, run };
}

function NoteField({ note }: { note: NoteOf }) {
  const t = useText();
  return (
    <TextArea
      label={t('audit.permit.block.note')}
      hint={t('audit.permit.block.noteHint')}
      error={note.missing ? t('audit.permit.block.noteMissing') : undefined}
      maxLength={2_000}
      value={note.text}
      onChange={note.write}
    />
  );
}

function Failed({ act }: { act: Act<unknown> }) {
  const sentences = useProblemSentences();
  return act.state === 'failed' ? <ErrorNote {...sentences(act.problem)} level="h3" /> : null;
}
