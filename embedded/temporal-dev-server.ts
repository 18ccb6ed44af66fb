import { connect } from 'node:http2';
import { CannotStart } from './cannot-start.ts';
import type { LogFile } from './log-file.ts';
import { givingWay, launch, whenReady, type Running } from './running.ts';

/**
 * Memory that Go keeps in reserve is time it does not spend collecting; the limit bounds both. With 600 MiB the end of a day of thousands
 * cost twice the processor time, spent on collecting.
 */
export const GO_MEMORY = { GOGC: '200', GOMEMLIMIT: '1GiB' };

export interface DevServerOptions {
  program: string;
  port: number;
  namespace: string;
  /** Where workflows are kept; in memory when not given. */
  file?: string;
  /** Temporal's own web pages, for developers. */
  uiPort?: number | undefined;
  log: LogFile;
  env: NodeJS.ProcessEnv;
  /** Told of the process before it serves. */
  spawned?: (running: Running) => void;
}

export interface DevServer extends Running {
  address: string;
}

/** Starts Temporal's development server and waits until it serves. */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { program, port, log, env } = options;
  const server = await launch(...givingWay(program, ['server', 'start-dev', ...flags(options)]), {
    env: { ...GO_MEMORY, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  log.follow(server.child.stdout, server.child.stderr);
  options.spawned?.(server);
  const address = `127.0.0.1:${port}`;
  try {
    await whenReady(server, serving(address, server.exited), 30_000);
  } catch (error) {
    await server.stop(500);
    throw new CannotStart(`Temporal ${(error as Error).message}. ${log.ending()}`, { cause: error });
  }
  return { ...server, address };
}

function flags({ port, namespace, file, uiPort }: DevServerOptions): string[] {
  const place = ['--ip', '127.0.0.1', '--port', String(port), '--namespace', namespace, '--log-level', 'error'];
  const pages = uiPort === undefined ? ['--headless'] : ['--ui-ip', '127.0.0.1', '--ui-port', String(uiPort)];
  // WAL keeps every answered step over a killed process; the default journal costs a disk flush per step.
  const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'].flatMap((pragma) => ['--sqlite-pragma', pragma]);
  const dynamic = ['frontend.enableServerVersionCheck=false', 'system.enableEagerWorkflowStart=true'];
  return [
    ...place,
    ...pages,
    ...(file === undefined ? [] : ['--db-filename', file, ...pragmas]),
    ...dynamic.flatMap((value) => ['--dynamic-config-value', value]),
  ];
}

/** Resolves when it serves, or is over. */
export async function serving(address: string, exited: Promise<string>): Promise<void> {
  let over = false;
  void exited.then(() => (over = true));
  while (!over && !(await serves(address))) await new Promise((resolve) => setTimeout(resolve, 25));
}

/** Asks gRPC's standard health question, which is too small to need a gRPC library. */
export function serves(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${address}`);
    const answer = (serving: boolean): void => {
      clearTimeout(timer);
      session.destroy();
      resolve(serving);
    };
    const timer = setTimeout(() => answer(false), 2_000);
    session.on('error', () => answer(false));
    const request = session.request({
      ':method': 'POST',
      ':path': '/grpc.health.v1.Health/Check',
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    const chunks: Buffer[] = [];
    request.on('error', () => answer(false));
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    // The message after gRPC's five bytes of framing: field 1 (status) = 1 (serving).
    request.on('end', () =>
      answer(
        Buffer.concat(chunks)
          .subarray(5)
          .equals(Buffer.from([0x08, 0x01])),
      ),
    );
    const service = Buffer.from('temporal.api.workflowservice.v1.WorkflowService');
    const message = Buffer.concat([Buffer.from([0x0a, service.length]), service]);
    request.end(Buffer.concat([Buffer.from([0, 0, 0, 0, message.length]), message]));
  });
}
