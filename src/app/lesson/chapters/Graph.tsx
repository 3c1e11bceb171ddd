import { useEffect, useMemo } from 'react';
import type { ViewNode } from '../../../workers/session/protocol';
import { familyNames } from '../../canvas/families';
import { count, fileSize, percent, plural } from '../../format';
import { type Overlay, setView } from '../../stores/view';
import { ChapterFrame, type Section } from '../ChapterFrame';
import { FigureFrame } from '../FigureFrame';
import { GraphFigure } from '../GraphFigure';
import { useSample } from '../sample';
import { setFigure, useLesson } from '../store';
import { usePlaced } from '../usePlaced';

const sections: readonly Section[] = [
  {
    title: 'Operations, wired together',
    text: (
      <>
        <p>
          A trained neural network is stored as a graph. This is a whole one: a model that makes pictures
          three times as large. Each card is an <em>operation</em>; each wire carries an array of numbers, a{' '}
          <em>tensor</em>, from the operation that makes it to those that use it. Running the model means
          following the wires from top to bottom.
        </p>
        <p>
          Click a card. What stands on its right is the <em>shape</em> of what it makes: 1×64×96×96 is one
          picture with 64 channels of 96 by 96 numbers.
        </p>
      </>
    ),
  },
  {
    title: 'Most numbers never change',
    text: (
      <>
        <p>
          Some inputs are the same in every run: the <em>weights</em> that training found. They are part of
          the file, as constants. Here they are shown; usually they are folded into the operation that uses
          them, since a graph with all of its constants is hard to read.
        </p>
        <p>
          Constants matter for what follows. Anything that is computed from constants alone can be computed
          once, before the model runs, and costs nothing after that.
        </p>
      </>
    ),
  },
  {
    title: 'Where the work is',
    text: (
      <>
        <p>
          The arithmetic of a convolution or of a matrix product is mostly multiplications, each followed by
          an addition. Their number follows from the shapes alone, so nothing has to be run to know it. The
          deeper the colour, the more of them.
        </p>
        <p>
          Nearly all of this model's work sits in few cards. Find the one with the most: the figure says which
          share it has. Counting is not timing, though. A movement of data multiplies nothing and still takes
          time; chapter 5 asks the clock.
        </p>
      </>
    ),
  },
  {
    title: 'Real models repeat themselves',
    text: (
      <>
        <p>
          This is BERT, a model that reads text, in a small version with 475 operations. Written out it would
          be a long ribbon. But it is the same block four times, one behind the other, so one card can stand
          for all four. Open it to see the parts: attention, where each word looks at the others, and two
          matrix products for every word.
        </p>
        <p>
          Of its last block, only one word in 128 is asked for: the output is the first word's. Everything
          that was computed there for the other 127 words is thrown away. Nobody wrote that on purpose; it
          happens when parts are put together. The next chapter is about removing it.
        </p>
      </>
    ),
  },
];

const shows: readonly { model: string; title: string; overlay: Overlay; constants: boolean }[] = [
  { model: 'espcn', title: 'A model of six operations', overlay: 'family', constants: false },
  { model: 'espcn', title: 'The same model with its constants', overlay: 'family', constants: true },
  { model: 'espcn', title: 'Multiplications, by operation', overlay: 'macs', constants: false },
  { model: 'bert_mini', title: 'BERT mini', overlay: 'macs', constants: false },
];

/** Chapter 1: a model is a graph. */
export default function Graph() {
  const at = useLesson((s) => Math.min(s.at, sections.length - 1));
  const picked = useLesson((s) => s.figure.node ?? null);
  const show = shows[at] ?? shows[0];
  const model = show?.model ?? 'espcn';
  const { sample, error } = useSample(model);
  const view = sample?.id === model ? sample.view : null;
  const placed = usePlaced(view, model, show?.constants ?? false);
  useEffect(() => {
    // Groups that were opened in another figure mean nothing here.
    if (model !== '') setView({ opened: new Set() });
  }, [model]);
  const node = useMemo(() => view?.nodes.find(({ id }) => id === picked) ?? null, [view, picked]);
  const total = useMemo(() => view?.nodes.reduce((sum, n) => sum + n.macs, 0) ?? 0, [view]);
  return (
    <ChapterFrame
      title="A model is a graph"
      lead="Before a model can be made faster, it has to be seen for what it is: operations, and the numbers that flow between them."
      sections={sections}
      figure={
        <FigureFrame
          title={show?.title ?? ''}
          error={error}
          foot={
            <p role="status">
              {node !== null ? (
                <About node={node} total={total} />
              ) : view === null ? (
                'Opening the model'
              ) : (
                <>
                  {plural(view.nodes.filter(({ kind }) => kind === 'node').length, 'operation')},{' '}
                  {count(total)} multiplications a run, {fileSize(sample?.model.weightBytes ?? 0)} of weights.
                  Click a card to know more.
                </>
              )}
            </p>
          }
        >
          {placed !== null && (
            <GraphFigure
              placed={placed}
              label={`${show?.title ?? ''}, from input to output`}
              overlay={show?.overlay ?? 'family'}
              selected={picked}
              {...(picked === null ? {} : { focus: [picked] })}
              onPick={(id) => setFigure({ node: id === picked ? '' : id })}
            />
          )}
        </FigureFrame>
      }
    />
  );
}

/** A node in a sentence or two. */
function About({ node, total }: { node: ViewNode; total: number }) {
  if (node.kind === 'input')
    return (
      <>
        <strong>{node.name}</strong> is what the model is given: {node.shape} numbers.
      </>
    );
  if (node.kind === 'output')
    return (
      <>
        <strong>{node.name}</strong> is what the model answers: {node.shape} numbers.
      </>
    );
  return (
    <>
      <strong>{node.op}</strong> ({familyNames[node.family].toLowerCase()}) makes {node.shape || 'one number'}
      .{' '}
      {node.hidden
        ? 'It does not depend on the input, so it can be computed once.'
        : node.macs > 0
          ? `${count(node.macs)} multiplications: ${percent(node.macs / Math.max(1, total))} of the model's.`
          : 'It multiplies nothing; reading and writing its numbers takes time all the same.'}
    </>
  );
}
