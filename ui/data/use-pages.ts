import { useCallback, useState } from 'react';
import type { Answer } from './http.ts';
import type { Problem } from './problem.ts';
import { useCall, type Call } from './use-call.ts';

interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface Pages<Whole> {
  /** The first page, with the items of later pages added to it. */
  call: Call<Whole>;
  /** Fetches the next page; null when there is none. */
  more: (() => void) | null;
  fetchingMore: boolean;
  /** Why the next page did not come. */
  moreProblem: Problem | null;
  refresh: () => Promise<void>;
}

/** A list that is fetched page by page. Asking anew, or for something else (`load` of `useCallback`), starts at its first page. */
export function usePages<Item, Whole extends Page<Item>>(
  load: (cursor: string | null, signal?: AbortSignal) => Promise<Answer<Whole>>,
): Pages<Whole> {
  const { call, refresh } = useCall(useCallback((signal: AbortSignal) => load(null, signal), [load]));
  const first = call.state === 'done' ? call.value : null;
  const [later, setLater] = useState<{ after: Whole | null; pages: Whole[]; problem: Problem | null }>(NOTHING);
  const [fetchingMore, setFetchingMore] = useState(false);

  // Pages that followed an older first page belong to that one.
  const pages = first !== null && later.after === first ? later.pages : [];
  const moreProblem = first !== null && later.after === first ? later.problem : null;
  const cursor = (pages.at(-1) ?? first)?.nextCursor ?? null;

  const fetchMore = async () => {
    setFetchingMore(true);
    const answer = await load(cursor);
    setFetchingMore(false);
    setLater(
      answer.ok
        ? { after: first, pages: [...pages, answer.value], problem: null }
        : { after: first, pages, problem: answer.problem },
    );
  };

  return {
    call:
      call.state === 'done'
        ? { ...call, value: { ...call.value, items: [call.value, ...pages].flatMap(({ items }) => items) } }
        : call,
    more: cursor === null ? null : () => void fetchMore(),
    fetchingMore,
    moreProblem,
    refresh,
  };
}

const NOTHING = { after: null, pages: [], problem: null };
