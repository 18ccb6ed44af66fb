import { TestEnvironment } from 'jest-environment-jsdom';

/**
 * jsdom with what every browser has and jsdom lacks: requests and answers, and texts as bytes. No `fetch`: a test says itself what the API
 * answers, and nothing here reaches a network.
 */
export default class BrowserEnvironment extends TestEnvironment {
  constructor(...given) {
    super(...given);
    // AbortController as well: Node's requests take no signal of another maker.
    Object.assign(this.global, { Request, Response, Headers, AbortController, AbortSignal, TextEncoder, TextDecoder });
  }
}
