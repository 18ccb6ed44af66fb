/** To whoever waits for the tests; beside their report, not in it. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
