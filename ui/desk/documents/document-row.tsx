import { useCallback, useState, type MouseEvent, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { DocumentView } from '../../../api/permit-applications/shapes.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Icon } from '../../components/icon.tsx';
import { callFile } from '../../data/http.ts';
import type { Problem } from '../../data/problem.ts';
import { useFormat, useSentenceNamed, useText } from '../../text/text.tsx';
import { useDesk, useLocal } from '../desk.ts';
import { ProblemNote } from '../shown.tsx';
import '../../components/file.css';

interface DocumentRowProps {
  document: DocumentView;
  /** Where its bytes are. */
  href: string;
  note?: ReactNode;
  onDelete?: () => void;
}

/** What a browser draws by itself; anything else it keeps or hands to a program that can. */
const PICTURES = ['image/jpeg', 'image/png'];

/** A document or letter: pressing its name shows a picture, and saves or opens anything else. */
export function DocumentRow({ document: given, href, note, onDelete }: DocumentRowProps) {
  const t = useText();
  const format = useFormat();
  const local = useLocal();
  const sentence = useSentenceNamed();
  const { base } = useDesk();
  const { id, fileName, mediaType, bytes, at, kind, kindName } = given;
  // A letter of ours says what it is; what somebody sent keeps the name they know it by.
  const letter = sentence(`permit.letter.${kind}`);
  const name = letter ?? fileName;
  const [state, setState] = useState<{ busy: boolean; problem: Problem | null; picture: Blob | null }>(AT_REST);

  const open = async (event: MouseEvent) => {
    // A new tab or window keeps working as everywhere: the address is a real one.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (state.busy) return;
    setState({ ...AT_REST, busy: true });
    const answer = await callFile(href, mediaType, new AbortController().signal);
    if (!answer.ok) return setState({ ...AT_REST, problem: answer.problem });
    const isPicture = PICTURES.includes(mediaType);
    setState({ ...AT_REST, picture: isPicture ? answer.value : null });
    if (!isPicture) save(answer.value, fileName);
  };

  const about = [
    kindName && local(kindName),
    t('permit.file', { day: format.day(at), size: format.fileSize(bytes) }),
  ].filter(Boolean);
  return (
    <li className="pw-stack pw-stack--tight">
      <div className="pw-row">
        <Icon name="file" />
        <span className="pw-grow">
          <a href={href} download={fileName} className="pw-alone" onClick={(event) => void open(event)}>
            {name}
          </a>
          <span className="pw-file__about">{about.join(', ')}</span>
          {note && <span className="pw-file__about">{note}</span>}
          {letter !== undefined && (
            <span className="pw-file__about">
              <Link to={`${base}/letters/${encodeURIComponent(id)}`} className="pw-alone">
                {t('letterPage.open')}
                <span className="pw-said">: {letter}</span>
              </Link>
            </span>
          )}
        </span>
        {onDelete && (
          <Button look="subtle" icon="trash" onClick={onDelete} about={fileName}>
            {t('common.delete')}
          </Button>
        )}
      </div>
      <div role="status">{state.busy && t('permit.fileLoading')}</div>
      {state.problem && <ProblemNote problem={state.problem} />}
      {state.picture && (
        <Dialog title={fileName} onClose={() => setState(AT_REST)}>
          <Picture of={state.picture} name={fileName} />
          <p>
            <Button icon="down" onClick={() => state.picture && save(state.picture, fileName)}>
              {t('permit.download')}
            </Button>
          </p>
        </Dialog>
      )}
    </li>
  );
}

const AT_REST = { busy: false, problem: null, picture: null };

function Picture({ of, name }: { of: Blob; name: string }) {
  const draw = useCallback(
    (image: HTMLImageElement) => {
      const url = URL.createObjectURL(of);
      image.src = url;
      return () => URL.revokeObjectURL(url);
    },
    [of],
  );
  return <img ref={draw} className="pw-picture" alt={name} />;
}

/** Gives it to the browser, which keeps it or opens it as the device does with such files. */
function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers read it a little later.
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
