import type { LegalRewrite } from '../../workers/session/protocol';
import { RewriteChoice } from './RewriteChoice';
import { WhyNot } from './WhyNot';

/** What could be rewritten at a node, by hand; and for every other rule, why it does not apply. */
export function RewritesHere(props: {
  readonly legal: readonly LegalRewrite[];
  readonly node: string;
  readonly step: number;
}) {
  const { legal, node, step } = props;
  return (
    <>
      <h4 id="rewrites-here" tabIndex={-1}>
        Rewrite it yourself
      </h4>
      {legal.length === 0 ? (
        <p className="quiet">
          No rule applies here. “Play it yourself”, above the graph, lights up where one does.
        </p>
      ) : (
        <>
          <p className="quiet">Each of these computes the same. What it would do to the runtime:</p>
          <ul className="legal">
            {legal.map((rewrite) => (
              <RewriteChoice key={`${step} ${rewrite.id}`} rewrite={rewrite} step={step} />
            ))}
          </ul>
        </>
      )}
      <WhyNot node={node} step={step} />
    </>
  );
}
