/** A call as the telephone company tells of it. */
export interface Call {
  callSid: string;
  status: string;
  said: string[];
  awaiting: { input: string[]; action: string } | null;
  problem: string | null;
}

/** Somebody with a telephone: calls and texts go over the telephone company's own protocol to the line and back. */
export function telephone(url: string, line: string, from: string) {
  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const answer = await fetch(`${url}/sandbox/phone/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  return {
    from,
    /** Dials and answers question after question: keys, or what is said aloud. Gives everything that was heard. */
    async call(
      answers: ({ digits: string } | { speech: string } | { hangup: true })[],
    ): Promise<{ call: Call; heard: string }> {
      let call = await post<Call>('calls', { from, to: line });
      const heard = [...call.said];
      for (const answer of answers) {
        call = await post<Call>(`calls/${call.callSid}`, answer);
        heard.push(...call.said);
      }
      return { call, heard: heard.join('\n') };
    },
    text: async (body: string): Promise<string[]> => {
      const { replies, problem } = await post<{ replies: string[]; problem: string | null }>('messages', {
        from,
        to: line,
        body,
      });
      if (problem !== null) throw new Error(problem);
      return replies;
    },
  };
}

export const keys = (digits: string) => ({ digits });

/** As a telephone is used for letters: `K` is 55, `5` is 5555, each with a star after it. */
export function multiTap(plate: string): string {
  const KEYS = ['', '', 'ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];
  const taps = [...plate].map((sign) => {
    const key = /\d/.test(sign) ? Number(sign) : KEYS.findIndex((letters) => letters.includes(sign));
    const times = /\d/.test(sign) ? KEYS[key]!.length + 1 : KEYS[key]!.indexOf(sign) + 1;
    return String(key).repeat(times);
  });
  return `${taps.join('*')}*#`;
}
