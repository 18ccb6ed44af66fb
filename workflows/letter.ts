import { condition, setHandler } from '@temporalio/workflow';
import { rendered, type LetterInput } from './contract/letter.ts';
import { steps } from './steps.ts';

/** A letter: asked for at the queue that renders, asked for again when nothing comes, done when it is kept. */
export async function letter({ letterId }: LetterInput): Promise<void> {
  let isRendered = false;
  setHandler(rendered, () => {
    isRendered = true;
  });
  do await steps.requestRendering({ letterId });
  while (!(await condition(() => isRendered, '10 minutes')));
  await steps.closeLetter({ letterId });
}
