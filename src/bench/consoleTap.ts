/** Where text that ORT prints goes while somebody captures; null: to the console as usual. */
let sink: string[] | null = null;
let tapped = false;

interface NodeFs {
  writeSync: (fd: number, text: string) => unknown;
}

/** Node's `fs`, through which Emscripten prints there; null in a browser. */
function nodeFs(): NodeFs | null {
  const host = (globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }).process;
  const fs = host?.getBuiltinModule?.('node:fs');
  return fs === undefined ? null : (fs as NodeFs);
}

/**
 * Lets `captured` see what ORT prints. Call it before ORT is loaded: Emscripten keeps the `console.log` it finds.
 * ORT has no other way to hand out a profile in a browser (microsoft/onnxruntime, `endProfiling` in js/web).
 */
export function tapConsole(): void {
  if (tapped) return;
  tapped = true;
  const host: { log: (...args: unknown[]) => void } = console;
  const original = host.log.bind(console);
  host.log = (...args) => {
    if (sink === null) original(...args);
    else sink.push(args.map(String).join(' '));
  };
}

/** What was printed while `action` ran, in lines. */
export function captured(action: () => void): string[] {
  const lines: string[] = [];
  const fs = nodeFs();
  const original = fs?.writeSync;
  sink = lines;
  if (fs !== null) {
    fs.writeSync = (_fd, text) => {
      lines.push(text.replace(/\n$/, ''));
      return text.length;
    };
  }
  try {
    action();
  } finally {
    sink = null;
    if (fs !== null && original !== undefined) fs.writeSync = original;
  }
  return lines.flatMap((line) => line.split('\n'));
}
