import { type Log } from '../../activities/log.ts';
import { type Deps } from '../../activities/ports.ts';
import { failSimulation, runSimulation } from '../../activities/simulations/run.ts';
import { type Consumer } from '../queues.ts';

/** Whoever asked looks how far it is; what fails for good is said there too, and can be asked anew. */
export const simulate = (deps: Deps, log: Log): Consumer<'simulations'> => ({
  work: (payload) => runSimulation(deps, payload),
  last: async (payload, error) => {
    log.error({ err: error, simulationId: payload.simulationId }, 'a simulation failed');
    await failSimulation(deps, payload);
  },
});
