import { describe, expect, it } from 'vitest';
import { AssertionError, CodedError } from '../core';
import { graphBuilder } from '../graph';
import { encodeBeside } from './materialise';
import { classifyRuntimeError } from './runtimeErrors';
import { testRuntime } from './testing';

const codeOf = (thrown: unknown) => {
  const error = classifyRuntimeError(thrown, 'testing');
  return error instanceof CodedError ? error.code : error.name;
};

describe('what onnxruntime-web throws', () => {
  it('is told apart by kind', () => {
    expect(codeOf(new Error('memory access out of bounds'))).toBe('RUNTIME_CRASHED');
    expect(codeOf(new WebAssembly.RuntimeError('unreachable'))).toBe('RUNTIME_CRASHED');
    expect(codeOf(91827364)).toBe('RUNTIME_CRASHED');
    expect(codeOf(new Error('parameter 1 is not of type GPUComputePipeline: not of type GPU'))).toBe(
      'RUNTIME_CRASHED',
    );
    expect(codeOf(new Error('std::bad_alloc'))).toBe('RUNTIME_MEMORY');
    expect(codeOf(new RangeError('Array buffer allocation failed'))).toBe('RUNTIME_MEMORY');
    expect(codeOf(new RangeError('Invalid typed array length: 4294967296'))).toBe('RUNTIME_MEMORY');
    expect(codeOf(new Error('INVALID_ARGUMENT : Tensor shape is too large'))).toBe('RUNTIME_MEMORY');
    expect(codeOf(new Error('A valid external Instance reference no longer exists.'))).toBe('DEVICE_LOST');
    expect(codeOf(new Error('no available backend found. ERR: [webgpu]'))).toBe('PROVIDER_UNAVAILABLE');
    expect(codeOf(new Error('ERROR_CODE: 9, Could not find an implementation for Foo'))).toBe(
      'RUNTIME_REFUSED',
    );
  });

  it('is told in one short line', () => {
    const said = (text: string) => classifyRuntimeError(new Error(text), 'loading the model').message;
    expect(
      said("Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: Fatal error: com.acme:Magic(-1) is no op"),
    ).toBe('onnxruntime-web failed while loading the model: Fatal error: com.acme:Magic(-1) is no op');
    const at = '/mnt/azure_nvme_temp/_work/1/s/onnxruntime/core/framework/session_state_utils.cc:264';
    const signature = 'common::Status onnxruntime::session_state_utils::Save(\nconst Env &,\nconst Graph &)';
    expect(said(`ERROR_CODE: 1, ERROR_MESSAGE: ${at} ${signature} n > 0 was false. No tensors.`)).toBe(
      'onnxruntime-web failed while loading the model: No tensors.',
    );
    expect(said(`ERROR_CODE: 1, ERROR_MESSAGE: ${at} ${signature} [with T = float]`)).toBe(
      'onnxruntime-web failed while loading the model: a check in session_state_utils.cc failed',
    );
    expect(said('While running MatMul node. Status Message: helper.h:61 onnxruntime::Compute(x)')).toBe(
      'onnxruntime-web failed while loading the model: While running MatMul node. Status Message: a check in helper.h failed',
    );
    expect(said('x'.repeat(900)).length).toBeLessThan(260);
  });

  it('leaves coded errors and our own bugs alone', () => {
    const stopped = new CodedError('STOPPED', 'stopped');
    expect(classifyRuntimeError(stopped, 'x')).toBe(stopped);
    expect(classifyRuntimeError(new AssertionError('a bug'), 'x')).toBeInstanceOf(AssertionError);
  });

  it('a tensor that no memory holds is RUNTIME_MEMORY, with the real runtime', async () => {
    const runtime = await testRuntime();
    const g = graphBuilder();
    g.output('y', g.op('ConstantOfShape', [g.input('x', 'int64', [2])]));
    const model = encodeBeside(g.build(), () => new Uint8Array());
    const session = await runtime.open(model, { level: 'all' });
    const size = (n: bigint) => {
      const bytes = new Uint8Array(BigInt64Array.from([n, n]).buffer);
      return new Map([['x', { dtype: 'int64' as const, shape: [2], bytes }]]);
    };
    await expect(runtime.run(session, size(60_000n))).rejects.toMatchObject({ code: 'RUNTIME_MEMORY' });
  });
});
