const path = require('node:path');

// Who may import whom. The folders are rooms; a door that is not listed here is a wall.
/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'protocol-is-pure',
      comment: 'protocol/ imports nothing but itself, valibot and jsonc-parser.',
      severity: 'error',
      from: { path: '^protocol/' },
      to: { pathNot: '^(protocol/|node_modules/(valibot|jsonc-parser)/)' },
    },
    { name: 'electron-not-renderer', severity: 'error', from: { path: '^electron/' }, to: { path: '^renderer/' } },
    { name: 'renderer-not-electron', severity: 'error', from: { path: '^renderer/' }, to: { path: '^electron/' } },
    {
      name: 'renderer-has-no-node',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-the-session-knows-mqtt-js',
      severity: 'error',
      from: { path: '^electron/', pathNot: '^electron/mqtt/' },
      to: { path: '^node_modules/mqtt/' },
    },
    {
      name: 'only-the-shell-knows-electron',
      comment: 'Everything else runs in plain Node, so that it can be tested there.',
      severity: 'error',
      from: {
        path: '^electron/',
        pathNot: '^electron/(main|preload)\\.ts$|^electron/shell/|^electron/api/ipc|^electron/storage/secrets',
      },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'components-are-given-what-they-show',
      comment: 'A component imports neither stores nor the bridge; views and App do.',
      severity: 'error',
      from: { path: '^renderer/.+\\.vue$', pathNot: '^renderer/(App\\.vue$|shell/|views/[^/]+/[A-Z]\\w*View\\.vue$)' },
      to: { path: '^renderer/(stores/|bridge\\.ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-not-tests',
      severity: 'error',
      from: { path: '^(protocol|electron|renderer)/' },
      to: { path: '^test/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^(protocol|electron|renderer)/', pathNot: '\\.d\\.ts$|tsconfig' },
      to: {},
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^electron$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    // Absolute: a relative one has its `extends` looked up from the wrong folder.
    tsConfig: { fileName: path.join(__dirname, '..', 'test', 'tsconfig.json') },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.json', '.vue'],
    },
  },
};
