import { CodedError } from '../core';

/** The loss or the parameters of a training are no finite numbers any more: every later update would fail as well. */
export class NotFinite extends CodedError {
  constructor(message: string, options?: ErrorOptions) {
    super('TRAINING_DIVERGED', message, null, options);
  }
}
