/** One project per need: the suffix of a test file says what must be running for it. */
const typescript = (tsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true, tsx },
      transform: { legacyDecorator: true, react: { runtime: 'automatic' } },
      experimental: { keepImportAttributes: true },
    },
    module: { type: 'es6' },
  },
];

const project = (displayName, suffix, more = {}) => ({
  displayName,
  testMatch: [`<rootDir>/**/*${suffix}`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.parkwerk/'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/dist/'],
  transform: { '\\.ts$': typescript(false), '\\.tsx$': typescript(true) },
  ...more,
});

const suffixes = ['.db.test.ts', '.workflow.test.ts', '.api.test.ts', '.services.test.ts'];

export default {
  // How long something takes is no matter of tests: a machine may be busy with other things.
  testTimeout: 60_000,
  projects: [
    project('unit', '.test.ts', {
      testPathIgnorePatterns: [
        '/node_modules/',
        '<rootDir>/dist/',
        ...suffixes.map((s) => `${s.replaceAll('.', '\\.')}$`),
      ],
    }),
    project('db', '.db.test.ts', {
      globalSetup: '<rootDir>/embedded/testing/database.ts',
      globalTeardown: '<rootDir>/embedded/testing/stop.ts',
    }),
    project('workflow', '.workflow.test.ts', {
      globalSetup: '<rootDir>/embedded/testing/temporal.ts',
      globalTeardown: '<rootDir>/embedded/testing/stop.ts',
    }),
    project('api', '.api.test.ts', {
      globalSetup: '<rootDir>/embedded/testing/stack.ts',
      globalTeardown: '<rootDir>/embedded/testing/stop.ts',
    }),
    project('ui', '.ui.test.tsx', {
      testEnvironment: '<rootDir>/ui/testing/environment.js',
      moduleNameMapper: { '\\.css$': '<rootDir>/ui/testing/no-css.ts' },
      setupFiles: ['<rootDir>/ui/testing/browser.ts'],
    }),
    // Not among what `npm test` runs: they need Redis, ClamAV and Keycloak (`npm run services`).
    project('services', '.services.test.ts', { globalSetup: '<rootDir>/embedded/testing/engine.ts' }),
    // Nor these: they need a browser (`npm run e2e`).
    project('e2e', '.e2e.ts', {
      globalSetup: '<rootDir>/embedded/testing/stack.ts',
      globalTeardown: '<rootDir>/embedded/testing/stop.ts',
    }),
    // Makes a film out of the screens, when somebody asks for it (`npm run film`).
    project('film', '.film.ts', {
      globalSetup: '<rootDir>/embedded/testing/stack.ts',
      globalTeardown: '<rootDir>/embedded/testing/stop.ts',
    }),
  ],
};
