export interface Loop {
  stop(): Promise<void>;
}

/** Does something again and again, never twice at once; a failure is told and does not end it. */
export function repeat(everyMs: number, work: () => Promise<unknown>, onError: (error: unknown) => void): Loop {
  let stopping = false;
  let wake = () => {};

  const running = (async () => {
    while (!stopping) {
      await work().catch(onError);
      if (stopping) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    async stop() {
      stopping = true;
      wake();
      await running;
    },
  };
}
