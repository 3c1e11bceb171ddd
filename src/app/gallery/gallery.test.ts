import { afterAll, afterEach, expect, it, vi } from 'vitest';
import { overtake } from '../session/turn';
import { getSession, initialSession, setSession } from '../stores/session';
import { type GalleryModel, nameOf, openGalleryModel } from './gallery';

afterEach(() => setSession(initialSession));
afterAll(() => vi.unstubAllGlobals());

it('a file at an address has its name, be it encoded rightly or not', () => {
  expect(nameOf('https://a.org/models/my%20net.onnx?raw=1')).toBe('my net.onnx');
  expect(nameOf('https://a.org/models/100%.onnx')).toBe('100%.onnx');
});

it('a sample that comes after something else was opened does not take its place', async () => {
  let comes = (): void => undefined;
  vi.stubGlobal('document', { baseURI: 'http://localhost/' });
  vi.stubGlobal('location', { origin: 'http://localhost', search: '', hash: '' });
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise((resolve) => {
        comes = () => resolve(new Response('the model'));
      }),
  );
  const entry = { title: 'Sample', file: 'sample.onnx', weights: 'inside', dims: {} } as GalleryModel;
  const opening = openGalleryModel(entry);
  expect(getSession().opening).toBe('Sample');
  overtake();
  setSession({ opening: 'mine.onnx' });
  comes();
  await opening;
  expect(getSession()).toMatchObject({ opening: 'mine.onnx', error: null });
});
