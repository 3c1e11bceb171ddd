import { CodedError } from '../../core';
import { open, WEIGHT_SEED } from '../session/open';
import { isLatest, overtake } from '../session/turn';
import { setSession } from '../stores/session';

/** An entry of public/models/gallery.json. */
export interface GalleryModel {
  readonly id: string;
  readonly file: string;
  readonly title: string;
  readonly family: string;
  /** What to look for, in a sentence. */
  readonly look: string;
  readonly nodes: number;
  readonly bytes: number;
  readonly weightBytes: number;
  readonly weights: 'inside' | 'missing';
  /** Sizes of its dynamic dimensions, as the card's figures are of. */
  readonly dims: Readonly<Record<string, number>>;
}

/** Where the gallery's files are. */
export const folder = `${import.meta.env.BASE_URL}models/`;

let loading: Promise<readonly GalleryModel[]> | null = null;

/** The gallery's table of contents, fetched once. */
export function loadGallery(): Promise<readonly GalleryModel[]> {
  loading ??= fetchFile(`${folder}gallery.json`).then(async (response) => {
    const { models } = (await response.json()) as { models: readonly GalleryModel[] };
    return models;
  });
  loading.catch(() => {
    loading = null;
  });
  return loading;
}

/** Opens an entry; where its weights were left out, seeded random ones stand in, which the page then says. */
export async function openGalleryModel(model: GalleryModel): Promise<void> {
  const turn = overtake(true);
  setSession({ opening: model.title, error: null });
  try {
    performance.mark('model:dropped');
    const response = await fetchFile(folder + model.file);
    const file = new File([await response.blob()], model.file);
    // What a person opened while it was on its way is what they want to see.
    if (!isLatest(turn)) return;
    await open(
      {
        files: [file],
        randomWeights: model.weights === 'missing' ? WEIGHT_SEED : null,
        specialisation: { dims: model.dims, keepOutputs: null },
      },
      model.title,
      { kind: 'gallery', id: model.id },
    );
  } catch (thrown) {
    if (!isLatest(turn)) return;
    const error = thrown instanceof CodedError ? thrown : new CodedError('NETWORK', String(thrown));
    setSession({ opening: null, error: error.toData() });
  }
}

/**
 * Fetches a file of the app; or, from another origin, an address that a person has been shown and has confirmed, which
 * goes through the one worker that may reach other origins.
 * @throws CodedError NETWORK
 */
export async function fetchFile(url: string): Promise<Response> {
  const address = new URL(url, document.baseURI);
  if (address.origin !== location.origin) {
    const { fetchConfirmed } = await import('../../workers/fetch/client');
    try {
      return new Response(await fetchConfirmed(address, showFetched()));
    } finally {
      setSession({ fetched: null });
    }
  }
  let response: Response;
  try {
    response = await fetch(address);
  } catch (cause) {
    throw new CodedError('NETWORK', `${nameOf(url)} could not be fetched`, url, { cause });
  }
  if (!response.ok)
    throw new CodedError('NETWORK', `${nameOf(url)} answered with status ${response.status}`, url);
  return response;
}

/** Tells the status line what has arrived, a megabyte or a fiftieth at a time. */
function showFetched(): (loaded: number, total: number) => void {
  let told = -1;
  return (loaded, total) => {
    const now = Math.floor(loaded / Math.max(1_000_000, total / 50));
    if (now === told && loaded !== total) return;
    told = now;
    setSession({ fetched: { loaded, total } });
  };
}

/** The name of the file at an address; as it is written where it is not encoded rightly. */
export function nameOf(url: string): string {
  const last = url.split(/[?#]/)[0]?.split('/').at(-1) ?? url;
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
