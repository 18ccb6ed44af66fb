import { type Deps } from '../../activities/ports.ts';
import { offerPlaces } from '../../activities/waitlist/offer.ts';
import { type Consumer } from '../queues.ts';

/** A place came free: it is offered apart from what freed it. What stays undone is found by the next look at the waiting lists. */
export const offerFreePlaces = (deps: Deps): Consumer<'places'> => ({
  work: async (place) => {
    await offerPlaces(deps, place, deps.clock());
  },
  last: ({ municipalityId, productId, areaId }, error) => {
    deps.log.error({ err: error, municipalityId, productId, areaId }, 'places could not be offered');
    return Promise.resolve();
  },
});
