import { input, intAttr, intInput, type Kernel, realInput } from '../call';
import { Unsupported } from '../domain';
import { at, indices, reals } from '../tensor';

/**
 * com.microsoft's RotaryEmbedding of [batch, heads, places, features]: the pair of features i and i + features / 2 is
 * turned by the angle of its place, of which tables [places, features / 2] hold cosine and sine.
 */
export const rotary: Kernel = (call) => {
  const [x, cos, sin] = [realInput(call, 0), realInput(call, 2), realInput(call, 3)];
  const starts = intInput(call, 1) ?? [];
  const plain = intAttr(call, 'interleaved', 0) === 0 && intAttr(call, 'rotary_embedding_dim', 0) === 0;
  if (input(call, 0).shape.length !== 4 || starts.length !== 1 || !plain) {
    throw new Unsupported('RotaryEmbedding of another layout');
  }
  const { domain: d } = call;
  const size = at(x.shape, 3);
  const half = size / 2;
  let next = 0;
  const data = Array.from(indices(x.shape), (index) => {
    const [place, feature] = [at(index, 2) + at(starts, 0), at(index, 3)];
    const angle = place * half + (feature % half);
    const here = next++;
    const [own, other] = [at(x.data, here), at(x.data, feature < half ? here + half : here - half)];
    const turned = d.mul(other, at(sin.data, angle));
    return d.add(d.mul(own, at(cos.data, angle)), feature < half ? d.neg(turned) : turned);
  });
  return [reals(x.shape, data)];
};
