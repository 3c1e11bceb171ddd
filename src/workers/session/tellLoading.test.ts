import { describe, expect, it } from 'vitest';
import { tellLoading } from './tellLoading';

const hear = (busy = false) => {
  const messages: string[] = [];
  const told = tellLoading(
    ({ message }) => messages.push(message),
    () => busy,
  );
  return { ...told, messages };
};

describe('how far the runtime has come', () => {
  it('is told by whole megabytes and at the end, and anew when it is loaded again', () => {
    const { onLoading, onStarted, messages } = hear();
    for (const mb of [0.2, 0.7, 1.1, 1.9, 2.4, 2.5]) onLoading(mb, 2.5);
    onStarted();
    onLoading(2.2, null);
    expect(messages).toEqual([
      'Loading onnxruntime-web: 0.2 of 2.5 MB',
      'Loading onnxruntime-web: 1.1 of 2.5 MB',
      'Loading onnxruntime-web: 2.4 of 2.5 MB',
      'Loading onnxruntime-web: 2.5 of 2.5 MB',
      'onnxruntime-web is there',
      'Loading onnxruntime-web: 2.2 MB',
    ]);
  });

  it('leaves it to what is going on to say when it is done', () => {
    const { onStarted, messages } = hear(true);
    onStarted();
    expect(messages).toEqual([]);
  });
});
