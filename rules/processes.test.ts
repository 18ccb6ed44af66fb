import { CASE_KINDS, isListedWay, PROCESSES, waysOf } from './processes.ts';

describe('the table of every process', () => {
  it.each(CASE_KINDS)('%s: leads only to places it knows, each of which can be reached', (kind) => {
    const { begins, moves } = PROCESSES[kind];
    const known = Object.keys(moves);
    expect(waysOf(PROCESSES[kind]).flatMap(({ to }) => (known.includes(to) ? [] : [to]))).toEqual([]);
    const reached = new Set(begins);
    for (const place of reached)
      for (const { from, to } of waysOf(PROCESSES[kind])) if (from === place) reached.add(to);
    expect(known.filter((place) => !reached.has(place))).toEqual([]);
  });

  it.each(CASE_KINDS)('%s: every move leads somewhere, if only back to where it stands', (kind) => {
    const nowhere = Object.entries(PROCESSES[kind].moves).flatMap(([place, byMove]) =>
      Object.entries(byMove).flatMap(([move, targets]) => (targets.length === 0 ? [`${place} ${move}`] : [])),
    );
    expect(nowhere).toEqual([]);
  });
});

describe('the way a case went', () => {
  it('is listed when some move leads along it, and from nowhere only where a case can begin', () => {
    expect(isListedWay('renewal', null, 'awaiting-payment')).toBe(true);
    expect(isListedWay('renewal', null, 'renewed')).toBe(false);
    expect(isListedWay('renewal', 'awaiting-confirmation', 'renewed')).toBe(true);
    expect(isListedWay('renewal', 'lapsed', 'renewed')).toBe(false);
    expect(isListedWay('renewal', 'unheard-of', 'renewed')).toBe(false);
  });

  it('names everything that may lead along one line', () => {
    const along = waysOf(PROCESSES['plate-change']).find(
      ({ from, to }) => from === 'in-review' && to === 'awaiting-documents',
    );
    expect(along?.moves).toEqual(['reject-new-document', 'ask-documents']);
  });
});
