// A module of its own, so that each language is fetched by itself.
export { default } from '../../text/nl.json' with { type: 'json' };
