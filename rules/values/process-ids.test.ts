import { jobId, letterId, paymentId, permitApplicationId, permitId } from './process-ids.ts';

it('processes of different kinds about the same row never share a name', () => {
  const names = [permitApplicationId, permitId, paymentId, letterId, jobId].map((name) => name('1'));
  expect(new Set(names).size).toBe(names.length);
});
