import type { ErrorData } from '../../core';

export type FetchRequest = { readonly url: string };

export type FetchReply =
  | { readonly kind: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly kind: 'done'; readonly blob: Blob }
  | { readonly kind: 'failed'; readonly error: ErrorData };
