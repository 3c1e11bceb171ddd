import { fetchAddress } from './handler';
import type { FetchRequest } from './protocol';

self.onmessage = ({ data }: MessageEvent<FetchRequest>) =>
  void fetchAddress(data, (reply) => self.postMessage(reply));
