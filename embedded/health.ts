import { CannotStart } from './cannot-start.ts';

/** Resolves when the whole system says that it is well; says what is not when that takes too long. */
export async function healthy(url: string, withinMs = 60_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const answer = await ask(`${url}/v1/health`);
    if (answer.ok) return;
    if (Date.now() > deadline) throw new CannotStart(`Everything runs, but ${url}/v1/health says: ${answer.said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function ask(url: string): Promise<{ ok: boolean; said: string }> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { ok: response.status === 200, said: `${response.status} ${(await response.text()).slice(0, 2_000)}` };
  } catch (error) {
    return { ok: false, said: (error as Error).message };
  }
}
