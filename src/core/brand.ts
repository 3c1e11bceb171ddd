declare const brand: unique symbol;

/** A type that only its own constructor makes: `Brand<number, 'ms'>` is not any number. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** Milliseconds of wall-clock time. */
export type Ms = Brand<number, 'ms'>;
/** A count of bytes. */
export type Bytes = Brand<number, 'bytes'>;

export const ms = (value: number): Ms => value as Ms;
export const bytes = (value: number): Bytes => value as Bytes;
