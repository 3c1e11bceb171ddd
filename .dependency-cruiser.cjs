/**
 * The layering of docs/design.md, as one table: room -> the rooms and packages it may import.
 * Rules are generated from it, so the table is the only place to edit.
 */
const ui = ['react', 'react-dom', '@xyflow/react', 'zustand', 'radix-ui', 'lucide-react', 'uplot'];
const rooms = {
  core: { rooms: [], packages: [] },
  graph: { rooms: ['core'], packages: ['@bufbuild/protobuf'] },
  transforms: { rooms: ['core', 'graph'], packages: [] },
  env: { rooms: ['core', 'graph', 'transforms'], packages: [] },
  nn: { rooms: ['core'], packages: ['@tensorflow/tfjs'] },
  worldmodel: { rooms: ['core', 'nn'], typeRooms: ['env'], packages: [] },
  agent: { rooms: ['core', 'graph', 'env', 'nn'], packages: [] },
  bench: { rooms: ['core', 'graph'], packages: ['onnxruntime-web'] },
  trace: { rooms: ['core', 'graph'], packages: [] },
  workers: {
    rooms: ['core', 'graph', 'transforms', 'env', 'nn', 'worldmodel', 'agent', 'bench', 'trace'],
    packages: [],
  },
  app: { rooms: ['core', 'graph', 'transforms', 'trace'], typeRooms: ['env'], packages: ui },
};

/** Tests, and the helpers that only tests import, may reach further. */
const tests = '(\\.test\\.tsx?|/testing\\.ts)$';

const literal = (s) => s.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const anyOf = (names) => `(${names.map(literal).join('|')})`;

const forbidden = [
  {
    name: 'no-cycles',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'no-orphan-packages',
    comment: "assets asked for as `?url` are Vite's to resolve",
    severity: 'error',
    from: { path: '^src/' },
    to: { couldNotResolve: true, pathNot: '\\?url$' },
  },
  {
    name: 'only-clients-start-workers',
    comment: 'app talks to workers through client and protocol alone',
    severity: 'error',
    from: { path: '^src/app/' },
    to: { path: '^src/workers/', pathNot: '(/client|/protocol)\\.ts$' },
  },
];
for (const [room, { rooms: allowed, typeRooms = [], packages }] of Object.entries(rooms)) {
  const open = [room, ...allowed, ...typeRooms, ...(room === 'app' ? ['workers'] : [])];
  forbidden.push({
    name: `${room}-imports-downward`,
    severity: 'error',
    from: { path: `^src/${room}/`, pathNot: tests },
    to: { path: '^src/[^/]+/', pathNot: `^src/${anyOf(open)}/` },
  });
  for (const typed of typeRooms) {
    forbidden.push({
      name: `${room}-only-types-of-${typed}`,
      severity: 'error',
      from: { path: `^src/${room}/`, pathNot: tests },
      to: { path: `^src/${typed}/`, dependencyTypesNot: ['type-only'] },
    });
  }
  forbidden.push({
    name: `${room}-owns-its-packages`,
    severity: 'error',
    from: { path: `^src/${room}/`, pathNot: tests },
    to: {
      path: 'node_modules/',
      ...(packages.length > 0 ? { pathNot: `node_modules/(@types/)?${anyOf(packages)}` } : {}),
    },
  });
}

module.exports = {
  forbidden,
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
    },
  },
};
