import { describe, expect, it } from 'vitest';
import { fetchAddress } from './handler';
import type { FetchReply } from './protocol';

async function answers(url: string, get: typeof fetch): Promise<FetchReply[]> {
  const replies: FetchReply[] = [];
  await fetchAddress({ url }, (reply) => replies.push(reply), get);
  return replies;
}

describe('fetchAddress', () => {
  it('asks without cookies and referrer, and hands over what came', async () => {
    let asked: RequestInit | undefined;
    const replies = await answers('https://host.example/m.onnx', async (_url, init) => {
      asked = init;
      return new Response('model', { headers: { 'content-length': '5' } });
    });
    expect(asked).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer' });
    const last = replies.at(-1);
    expect(last?.kind).toBe('done');
    if (last?.kind === 'done') expect(await last.blob.text()).toBe('model');
    expect(replies[0]).toEqual({ kind: 'progress', loaded: 5, total: 5 });
  });

  it('says what failed, in coded errors', async () => {
    const missing = await answers(
      'https://host.example/m.onnx',
      async () => new Response('', { status: 404 }),
    );
    expect(missing).toMatchObject([{ kind: 'failed', error: { code: 'NETWORK' } }]);
    const down = await answers('https://host.example/m.onnx', async () => {
      throw new TypeError('failed to fetch');
    });
    expect(down).toMatchObject([{ kind: 'failed', error: { code: 'NETWORK' } }]);
  });

  it('fetches nothing but http addresses', async () => {
    for (const url of ['file:///etc/hosts', 'javascript:alert(1)', 'data:text/plain,x', 'blob:https://a/b']) {
      const replies = await answers(url, async () => {
        throw new Error('asked');
      });
      expect(replies).toMatchObject([{ kind: 'failed', error: { code: 'NETWORK' } }]);
      expect(JSON.stringify(replies)).not.toContain('asked');
    }
  });
});
