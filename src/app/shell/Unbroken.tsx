/** Names with a hyphen that is no place to break a line. */
const NAMES = /(onnxruntime-web)/;

/** A text in which such names stay in one piece. */
export function Unbroken({ text }: { text: string }) {
  // The names are what stands at odd places.
  return text.split(NAMES).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is its place
      <span key={i} className="whole">
        {part}
      </span>
    ),
  );
}
