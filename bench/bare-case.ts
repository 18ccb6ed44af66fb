import { condition, defineUpdate, setHandler } from '@temporalio/workflow';

/** The smallest process that can be told something: no activity, no rule, no row. Kept apart, because it is bundled. */
export const tell = defineUpdate<number>('tell');

export async function bareCase(updates: number): Promise<void> {
  let told = 0;
  setHandler(tell, () => (told += 1));
  await condition(() => told >= updates);
}
