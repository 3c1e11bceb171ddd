/** A backend of tfjs as people call it. */
export const backendName = (name: string): string =>
  ({ webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'JavaScript' })[name] ?? name;
