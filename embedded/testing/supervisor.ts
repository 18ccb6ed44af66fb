import { main } from '../main.ts';
import { standIns } from './programs.ts';

/** `npm start` with stand-ins for our own programs, in a process of its own that a test may kill. */
await main(process.env, standIns);
