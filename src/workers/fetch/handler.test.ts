import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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
    expect(asked).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual' });
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

  it('fetches nothing of what is longer than any file that could be opened', async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(1));
      },
    });
    const headers = { 'content-length': String(3 * 2 ** 30) };
    const replies = await answers(
      'https://host.example/m.onnx',
      async () => new Response(endless, { headers }),
    );
    expect(replies).toMatchObject([{ kind: 'failed', error: { code: 'FILE_TOO_LARGE' } }]);
    expect(pulled).toBeLessThan(3);
  });

  it('does not follow to an address that nobody has confirmed', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere.onnx', 'access-control-allow-origin': '*' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const replies = await answers(`http://127.0.0.1:${port}/m.onnx`, fetch);
    server.close();
    expect(asked).toEqual(['/m.onnx']);
    expect(replies).toMatchObject([{ kind: 'failed', error: { code: 'ADDRESS_REDIRECTED' } }]);
  });

  it('fetches over http from this machine alone', async () => {
    const ask = (url: string) => answers(url, async () => new Response('model'));
    for (const url of [
      'http://host.example/m.onnx',
      'http://127.0.0.1.host.example/m',
      'http://192.168.0.2/m',
    ]) {
      expect(await ask(url)).toMatchObject([{ kind: 'failed', error: { code: 'ADDRESS_INSECURE' } }]);
    }
    for (const url of [
      'http://localhost:8000/m.onnx',
      'http://127.0.0.1/m',
      'http://[::1]/m',
      'https://host.example/m',
    ])
      expect((await ask(url)).at(-1)).toMatchObject({ kind: 'done' });
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
