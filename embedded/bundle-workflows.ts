import { bundleWorkflows } from './workflow-bundle.ts';

/** `node dist/embedded/bundle-workflows.js <file>`: a step of the build. */
const [, , to = ''] = process.argv;
if (!(await bundleWorkflows(to))) console.error('There are no workflows to bundle.');
