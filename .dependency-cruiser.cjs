/**
 * The direction of the imports (docs/architecture.md). Every rule says why it is there; `npm run lint -- imports` checks.
 *
 * Sources only: "#domain/x.js" means libs/domain/src/x.ts here, as it does for the compiler.
 */
const tests = '\\.spec\\.ts$|/testing/|^test/';

/**
 * What puts the service together may import everything in it: the module, the process, the description of the API, and
 * whoever acts on all capabilities from outside: the command line, its side door in the service, the demonstration.
 */
const composition =
  '^apps/auth/src/(app\\.[a-z]+|main|cli|api-preview|write-api-description)\\.ts$|^apps/auth/src/(cli|operator|demonstration)/';

/** The one schema of the settings, in a few files. */
const config = 'config[^/]*\\.ts$';

/** Layers below the capabilities. Every other folder of apps/auth/src is a capability. */
const layers = 'platform|authenticators|flow';

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      comment:
        'What may happen is decided without framework, package or operating system, so that it can be read, tested and replayed alone: time, randomness and cryptography arrive in the command.',
      severity: 'error',
      from: { path: '^libs/domain/src/', pathNot: tests },
      to: { pathNot: '^libs/domain/' },
    },
    {
      name: 'event-store-stands-alone',
      comment: 'The event store keeps bytes under names; what they mean is none of its business, so that adapters can be exchanged.',
      severity: 'error',
      from: { path: '^libs/event-store/', pathNot: tests },
      to: { path: '^(apps/|libs/(?!event-store/))' },
    },
    {
      name: 'config-knows-nobody',
      comment: 'Every part reads the configuration; were it to import one of them, that part would come along everywhere.',
      severity: 'error',
      from: { path: `^apps/auth/src/${config}` },
      to: { path: '^apps/', pathNot: `^apps/auth/src/${config}` },
    },
    {
      name: 'platform-knows-no-capability',
      comment: 'The platform is what every capability stands on; a capability it knew could not be changed or removed alone.',
      severity: 'error',
      from: { path: '^apps/auth/src/platform/', pathNot: tests },
      to: { path: '^apps/auth/src/', pathNot: `^apps/auth/src/(platform/|${config})` },
    },
    {
      name: 'authenticators-know-no-flow',
      comment: 'One kind of authenticator answers what it can do; when it is asked for is the business of the layers above.',
      severity: 'error',
      from: { path: '^apps/auth/src/authenticators/', pathNot: tests },
      to: { path: '^apps/auth/src/', pathNot: `^apps/auth/src/(platform/|authenticators/|${config})` },
    },
    {
      name: 'flow-knows-no-capability',
      comment: 'The flow says which step comes next; the capabilities carry the steps out and import the flow, not the reverse.',
      severity: 'error',
      from: { path: '^apps/auth/src/flow/', pathNot: tests },
      to: { path: '^apps/auth/src/', pathNot: `^apps/auth/src/(platform/|authenticators/|flow/|${config})` },
    },
    {
      name: 'capabilities-stay-apart',
      comment: 'Capabilities do not import one another: what two of them need belongs to a layer below, what one causes in another happens through events.',
      severity: 'error',
      from: { path: `^apps/auth/src/(?!(?:${layers})/)([^/]+)/`, pathNot: `${tests}|${composition}` },
      to: { path: '^apps/auth/src/[^/]+/', pathNot: `^apps/auth/src/(${layers}|$1)/` },
    },
    {
      name: 'nobody-imports-the-composition',
      comment: 'What puts everything together stands above everything: imported from below it would pull the whole service along.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: `${tests}|${composition}` },
      to: { path: composition },
    },
    {
      name: 'pages-share-only-the-api',
      comment: 'The pages know the service by its published API alone (types generated from its OpenAPI document), like every other client; they share what is in libs/pages and nothing of one another.',
      severity: 'error',
      from: { path: '^apps/(?!auth/)([^/]+)/', pathNot: tests },
      to: { path: '^(apps|libs|test|scripts)/', pathNot: '^(apps/$1/|libs/pages/)' },
    },
    {
      name: 'pages-library-stands-alone',
      comment: 'What both applications use knows neither of them, nor anything of the service but the generated types.',
      severity: 'error',
      from: { path: '^libs/pages/', pathNot: tests },
      to: { path: '^(apps|libs|test|scripts)/', pathNot: '^libs/pages/' },
    },
    {
      name: 'service-knows-no-pages',
      comment: 'The service hands the built pages out as files; it imports nothing of them.',
      severity: 'error',
      from: { path: '^(apps/auth|libs/(?!pages/))' },
      to: { path: '^(apps/(?!auth/)|libs/pages/)' },
    },
    {
      name: 'no-tests-in-the-product',
      comment: 'What only tests need (givens, fakes, fault switches) must not be reachable in the running service.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: tests },
      to: { path: tests },
    },
    {
      name: 'no-cycles',
      comment: 'Files in a circle can only be understood, and loaded, all at once.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolved',
      comment: 'An import that leads nowhere (or to the build instead of the sources) would escape all the rules above.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages',
      comment: 'A package of devDependencies is not there in production.',
      severity: 'error',
      from: { path: '^(apps/auth/|libs/(?!pages/))', pathNot: `${tests}|\\.contract\\.ts$` },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^dist/' },
    webpackConfig: { fileName: 'scripts/lint/resolve.cjs' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
