import { createSandbox, type Sandbox } from './app.ts';
import { readSettings } from './settings.ts';

let stopping = false;

function stop(sandbox: Sandbox): void {
  if (stopping) return; // a signal and the end of the parent often come together
  stopping = true;
  // Whoever started us counts on two seconds; what was said to be kept is on disk already.
  setTimeout(() => process.exit(0), 1_800).unref();
  void sandbox.close().then(() => process.exit(0));
}

function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

const settings = readSettings(process.env);
if (typeof settings === 'string') refuse(settings);

const sandbox = await createSandbox(settings).catch((error: unknown) =>
  refuse(`The sandbox could not start: ${error instanceof Error ? error.message : String(error)}`),
);
process.once('SIGTERM', () => stop(sandbox));
process.once('SIGINT', () => stop(sandbox));
process.once('disconnect', () => stop(sandbox));
process.send?.({ ready: true, port: sandbox.port, smtpPort: sandbox.smtpPort });
