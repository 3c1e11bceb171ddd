import { loadBrowserEngine } from '../../bench/browserEngine';
import { createOrtHandler } from './handler';
import type { OrtRequest } from './protocol';

const handle = createOrtHandler(loadBrowserEngine, (reply) => self.postMessage(reply));
self.onmessage = ({ data }: MessageEvent<OrtRequest>) => void handle(data);
