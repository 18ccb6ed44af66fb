import { Radios } from '../../components/choice.tsx';
import { Fact } from '../../components/note.tsx';
import { useText } from '../../text/text.tsx';

/** What somebody answered to "is this all, and is it right?"; it is asked again after every change. */
export type Complete = 'yes' | 'no' | null;

interface AllCompleteProps {
  question: string;
  hint: string;
  /** What to do after "no". */
  no: string;
  answer: Complete;
  onAnswer: (answer: Complete) => void;
}

/** The question that closes a step for good. */
export function AllComplete({ question, hint, no, answer, onAnswer }: AllCompleteProps) {
  const t = useText();
  return (
    <div className="pw-stack">
      <Radios
        label={question}
        hint={hint}
        options={[
          { value: 'yes', title: t('common.yes') },
          { value: 'no', title: t('common.no') },
        ]}
        chosen={answer}
        onChoose={(value) => onAnswer(value === 'yes' ? 'yes' : 'no')}
      />
      <div role="status">{answer === 'no' && <Fact kind="info">{no}</Fact>}</div>
    </div>
  );
}
