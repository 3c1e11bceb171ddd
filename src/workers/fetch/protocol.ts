import { CodedError, type ErrorData } from '../../core';

export type FetchRequest = { readonly url: string };

export type FetchReply =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'done'; readonly blob: Blob }
  | { readonly kind: 'failed'; readonly error: ErrorData };

const LOCAL = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Why an address is not even asked about: it is none of the web, or anybody on the way could change what comes. */
export function addressProblem({ protocol, hostname, href }: URL): CodedError | null {
  if (protocol === 'https:' || (protocol === 'http:' && LOCAL.test(hostname))) return null;
  if (protocol === 'http:')
    return new CodedError(
      'ADDRESS_INSECURE',
      `${hostname} would be reached over http, which anybody on the way can change.`,
      href,
    );
  return new CodedError('NETWORK', `${protocol} addresses are not fetched`, href);
}
