import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { Answer } from './http.ts';
import { noAnswer, problemFrom } from './problem.ts';
import { useAct } from './use-act.ts';
import { useCall } from './use-call.ts';

/** A question whose answer the test gives when it wants to. */
function question() {
  const asked: { signal: AbortSignal; answer: (answer: Answer<string>) => Promise<void> }[] = [];
  const load = (signal: AbortSignal) =>
    new Promise<Answer<string>>((resolve) => {
      asked.push({ signal, answer: (answer) => act(async () => resolve(answer)) }); // eslint-disable-line @typescript-eslint/require-await -- act waits for what follows from it
    });
  return { asked, load };
}

const done = (value: string): Answer<string> => ({ ok: true, value });
const failed: Answer<string> = { ok: false, problem: noAnswer(false) };

function Shown({ load }: { load: (signal: AbortSignal) => Promise<Answer<string>> }) {
  const { call, refresh } = useCall(load);
  return (
    <>
      <output>
        {call.state === 'done'
          ? `${call.value}${call.refreshing ? ' …' : ''}${call.problem ? ` (${call.problem.code})` : ''}`
          : call.state}
      </output>
      <button onClick={() => void refresh()}>Ververs</button>
    </>
  );
}

const shown = () => screen.getByRole('status').textContent;

describe('a question to the API', () => {
  it('is loading, then done', async () => {
    const { asked, load } = question();
    render(<Shown load={load} />);
    expect(shown()).toBe('loading');
    await asked[0]?.answer(done('€ 42,60'));
    expect(shown()).toBe('€ 42,60');
  });

  it('is loading, then failed, and can be asked again', async () => {
    const { asked, load } = question();
    render(<Shown load={load} />);
    await asked[0]?.answer(failed);
    expect(shown()).toBe('failed');
    await userEvent.click(screen.getByRole('button'));
    expect(shown()).toBe('loading');
    await asked[1]?.answer(done('€ 42,60'));
    expect(shown()).toBe('€ 42,60');
  });

  it('keeps what it knows while it asks anew, also when that fails', async () => {
    const { asked, load } = question();
    render(<Shown load={load} />);
    await asked[0]?.answer(done('€ 42,60'));
    await userEvent.click(screen.getByRole('button'));
    expect(shown()).toBe('€ 42,60 …');
    await asked[1]?.answer(failed);
    expect(shown()).toBe('€ 42,60 (no-connection)');
  });

  it('never shows the answer to an older question', async () => {
    const [first, second] = [question(), question()];
    const { rerender } = render(<Shown load={first.load} />);
    rerender(<Shown load={second.load} />);
    expect(first.asked[0]?.signal.aborted).toBe(true);
    await first.asked[0]?.answer(done('old'));
    expect(shown()).toBe('loading');
    await second.asked[0]?.answer(done('new'));
    expect(shown()).toBe('new');
  });
});

function Press({ send }: { send: (body: string, key: string) => Promise<Answer<string>> }) {
  const { act: state, perform } = useAct(send);
  return (
    <>
      <output>{state.state}</output>
      <button onClick={() => void perform('until 18:00')}>Start</button>
      <button onClick={() => void perform('until 17:00')}>Start korter</button>
    </>
  );
}

describe('an act of a person', () => {
  /** Answers in turn, and remembers under which keys they were asked. */
  const answering = (...answers: Answer<string>[]) => {
    const keys: string[] = [];
    const send = (_body: string, key: string) => {
      keys.push(key);
      return Promise.resolve(answers[keys.length - 1] ?? failed);
    };
    return { keys, send };
  };
  const refused: Answer<string> = { ok: false, problem: problemFrom(409, { code: 'balance-too-small' }) };

  it('stays the same act while nobody knows whether it arrived', async () => {
    const { keys, send } = answering(failed, { ok: false, problem: problemFrom(503, undefined) }, done('started'));
    render(<Press send={send} />);
    for (const state of ['failed', 'failed', 'done']) {
      await userEvent.click(screen.getByRole('button', { name: 'Start' }));
      expect(shown()).toBe(state);
    }
    expect(new Set(keys).size).toBe(1);
  });

  it('is a new act after a clear answer, and with another body', async () => {
    const { keys, send } = answering(refused, failed, failed, done('started'));
    render(<Press send={send} />);
    await userEvent.click(screen.getByRole('button', { name: 'Start' }));
    await userEvent.click(screen.getByRole('button', { name: 'Start' }));
    await userEvent.click(screen.getByRole('button', { name: 'Start korter' }));
    expect(new Set(keys).size).toBe(3);
  });

  it('is not done twice by an impatient double press', async () => {
    let sent = 0;
    let arrive: (answer: Answer<string>) => void = () => undefined;
    const send = () => {
      sent += 1;
      return new Promise<Answer<string>>((resolve) => (arrive = resolve));
    };
    render(<Press send={send} />);
    await userEvent.dblClick(screen.getByRole('button', { name: 'Start' }));
    expect(sent).toBe(1);
    expect(shown()).toBe('busy');
    await act(async () => arrive(done('started'))); // eslint-disable-line @typescript-eslint/require-await -- act waits for what follows from it
    expect(shown()).toBe('done');
  });
});
