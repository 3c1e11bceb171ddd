import { useEffect } from 'react';
import { useSession } from '../stores/session';
import { useTraining } from '../stores/training';
import { AgentCurves } from './AgentCurves';
import { baseName } from './base';
import { Checkpoints } from './Checkpoints';
import { Curves } from './Curves';
import { lookForKept } from './keeping';
import { LatentPlot } from './LatentPlot';
import { RunControls } from './RunControls';
import { RunFigures } from './RunFigures';
import { StartForm } from './StartForm';
import '../styles/train.css';

/** The Train tab: a world model, or an agent in it, learns the opened model while one looks on. */
export default function Train() {
  const sha256 = useSession((s) => s.model?.sha256 ?? null);
  const base = useSession(baseName);
  const run = useTraining((s) => s.run);
  const remark = useTraining((s) => s.remark);
  const map = useTraining((s) => s.map);
  const step = useSession((s) => s.step);
  const mode = useTraining((s) => s.mode);
  const hasLosses = useTraining((s) => s.losses.update.length > 0 || s.evaluations.length > 0);
  const hasRounds = useTraining((s) => s.practices.length > 0 || s.reports.length > 0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: an agent's is kept by the base as well
  useEffect(() => {
    if (sha256 !== null) void lookForKept();
  }, [sha256, base]);
  if (sha256 === null) return null;
  return (
    <div className="details train">
      <h3>{mode === 'agent' ? 'Train the agent' : 'Train the world model'}</h3>
      {run === 'none' ? <StartForm /> : <RunControls />}
      {remark !== null && <p className="quiet">{remark}</p>}
      {mode === 'world' && hasLosses && <Curves />}
      {mode === 'agent' && hasRounds && <AgentCurves />}
      {map !== null && (
        <>
          <h4>Latent space</h4>
          <LatentPlot map={map} step={step} />
        </>
      )}
      {run === 'open' && <RunFigures />}
      <Checkpoints />
    </div>
  );
}
