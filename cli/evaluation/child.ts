/** The process that evaluates one model: a graph that crashes onnxruntime-web takes only it along. */
import { CodedError } from '../../src/core';
import { type ChildJob, fatalStatus } from './childJob';
import { evaluateModel, type ModelJob } from './evaluateModel';
import { evaluatedModels, loadModel } from './models';
import { comparePeers, preparePeers } from './peers';
import { openRecords } from './records';

const job = JSON.parse(process.argv[2] ?? '') as ChildJob;
const model = evaluatedModels.find(({ name }) => name === job.model);
const base = model === undefined ? null : loadModel(model);
const log = (line: string): void => console.error(line);

try {
  if (model === undefined || base === null) log(`${job.model}: the file is not here`);
  else {
    const { deadline, settings, costs } = job;
    const over = () => deadline !== null && Date.now() > deadline;
    const records = openRecords(job.records);
    const confirm = job.kind !== 'curves';
    const own: ModelJob = { model: model.name, base, settings, records, costs, confirm, over, log };
    if (job.kind === 'searches' || job.kind === 'curves') await evaluateModel(own);
    else if (job.kind === 'peers') await comparePeers(own, model);
    else await preparePeers(own, model, true);
  }
  process.exit(0);
} catch (thrown) {
  const coded = thrown instanceof CodedError ? `${thrown.code}: ` : '';
  log(`${job.model}: ${coded}${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exit(fatalStatus);
}
