declare const brand: unique symbol;

/** A type that only its own constructor makes: `Brand<number, 'NodeId'>` is not any number. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
