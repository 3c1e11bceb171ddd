/**
 * Links that this page made at some time, all of one trace of the gallery's tiny_attention. They must open for good and are
 * never regenerated; a new version of the link's format adds one.
 */
export const goldenSteps = 14;

/** Contents of version 1, without hashes of the graphs: 22 November 2026. */
export const firstGoldenLink =
  '#t1=Y2y281LYtv-2GPeHZL_qeL2GC59SWGaZul3mP-W2NuPA7gxGvpLMvMr4xJKS1LySzPw8BgYGBmbngFAmBkb-_Ly8iqLSvJLM3FTd8tQkNkM9YwM9gy-MHGYWBiaJBpYWXClFqYm56UWJBRmMjBPYGe9H9YdviOPj4-LSusKscZSFh0vU4BujxhJGHi4pli5WjcXsPFxiLJuZNVYx83CJsVVrCPBwibPs5dCYwASS2MmksRrMkNDYAKLZfnBoXOcCCRxn1PjFCGJ0MmpsZuLhEmT5waFxG6SGdzqjhjMPl7jQby4NIR4A';

/** Contents of version 2: 22 November 2026. */
export const goldenLink =
  '#t1=Y2q281LYtv-2GPeHZL_qeL2GC59SWGaZul3mP-W2NuPA7gxGvpLMvMr4xJKS1LySzPw8BgYGBmbngFAmBkb-_Ly8iqLSvJLM3FTd8tQkNkM9YwM9gy-MHGYWBiaJBpYWXClFqYm56UWJBRmMjBPYGe9H9YdviOPj4-LSusKscZSFh0vU4BujxhJGHi4pli5WjcXsPFxiLJuZNVYx83CJsVVrCPBwibPs5dCYwASS2MmksRrMkNDYAKLZfnBoXOcCCRxn1PjFCGJ0MmpsZuLhEmT5waFxG6SGdzqjhjMPl7jQby4NIR7G1-Gl-QwZX54JHv-3Uf_Tt2VXs8vCJgAA';

/** Six rewrites of the gallery's bert_base, all outside of its twelve layers, which stay folded: 23 November 2026. */
export const foldedLink =
  '#t1=AXsAhP8CWduFjhSlCdFi9PlLTlpz06ssAr8lNqgmN0uoe41_FowBCWJlcnRfYmFzZQACAiMwAQIjMYABAAAAAQAA9wEIMTA3NmY1M2YHYnkgaGFuZAAAAAAGABWAFQATwxQAqAEdEqgB8BQALwsSqAEQASPVDjWjvuY8gH70MT4';
