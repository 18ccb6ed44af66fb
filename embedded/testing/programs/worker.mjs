import { part } from './part.mjs';

const ready = part('worker');
setInterval(() => undefined, 60_000);
ready();
