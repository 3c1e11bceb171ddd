import { extreme, floorDivide, reduceFraction, symbol } from './atoms';
import { addScaled, constant, constantOf, isSound, multiply, ofAtom, type Poly } from './poly';

/** A quotient of polynomials while it is being read: exporters write `floor(h/2 - 1/2) + 1`. */
type Fraction = readonly [num: Poly, den: Poly];

// A hyphen between letters is part of a name (`batch-size`); exporters write differences with spaces.
const token =
  /\s*(?:(\d+)|([A-Za-z_?][\w.?$:]*(?:-[A-Za-z_][\w.?$:]*)*)|`((?:[^`]|``)*)`|(\*\*|\/\/|[-+*/(),%]))/y;
const one = constant(1);

const sound = ([num, den]: Fraction): boolean => isSound(num) && isSound(den);

const longest = 2000;
const deepest = 40;

class Reader {
  private at = 0;
  private number = '';
  private name: string | null = null;
  private mark = '';
  private depth = 0;

  constructor(private readonly text: string) {
    this.next();
  }

  read(): Poly | null {
    const value = this.sum();
    return value === null || this.mark !== 'end' ? null : whole(value);
  }

  private next(): void {
    [this.number, this.name, this.mark] = ['', null, ''];
    token.lastIndex = this.at;
    const found = token.exec(this.text);
    if (found === null) {
      this.mark = this.text.slice(this.at).trim() === '' ? 'end' : 'bad';
      return;
    }
    this.at = token.lastIndex;
    const [, number, name, quoted, mark] = found;
    if (number !== undefined) this.number = number;
    else if (name !== undefined) this.name = name;
    else if (quoted !== undefined) this.name = `\`${quoted.replaceAll('``', '`')}`;
    else this.mark = mark ?? 'bad';
  }

  private sum(): Fraction | null {
    if (++this.depth > deepest) return null;
    const negative = this.mark === '-';
    if (negative) this.next();
    let value = this.product();
    if (negative && value !== null) value = [addScaled([], value[0], -1), value[1]];
    while (value !== null && (this.mark === '+' || this.mark === '-')) {
      const factor = this.mark === '+' ? 1 : -1;
      this.next();
      const right = this.product();
      value = right && [
        addScaled(multiply(value[0], right[1]), multiply(right[0], value[1]), factor),
        multiply(value[1], right[1]),
      ];
      if (value !== null && !sound(value)) return null;
    }
    this.depth--;
    return value;
  }

  private product(): Fraction | null {
    let value = this.power();
    while (value !== null && ['*', '/', '//', '%'].includes(this.mark)) {
      const { mark } = this;
      this.next();
      const right = this.power();
      if (right === null) return null;
      if (mark === '*') value = [multiply(value[0], right[0]), multiply(value[1], right[1])];
      else if (right[0].length === 0) return null;
      else if (mark === '/') value = [multiply(value[0], right[1]), multiply(value[1], right[0])];
      else value = divided(value, right, mark === '%');
      if (value !== null && !sound(value)) return null;
    }
    return value;
  }

  private power(): Fraction | null {
    const base = this.atom();
    if (base === null || this.mark !== '**') return base;
    this.next();
    const exponent = Number(this.number);
    if (this.number === '' || exponent < 1 || exponent > 8) return null;
    this.next();
    let value = base;
    for (let i = 1; i < exponent; i++) {
      value = [multiply(value[0], base[0]), multiply(value[1], base[1])];
      if (!sound(value)) return null;
    }
    return value;
  }

  private atom(): Fraction | null {
    const { number, name, mark } = this;
    this.next();
    if (number !== '') return Number.isSafeInteger(Number(number)) ? [constant(Number(number)), one] : null;
    if (name?.startsWith('`')) return [ofAtom(symbol(name.slice(1))), one];
    if (name !== null) return this.mark === '(' ? this.call(name.toLowerCase()) : [ofAtom(symbol(name)), one];
    if (mark !== '(') return null;
    const value = this.sum();
    return this.close(value);
  }

  private call(name: string): Fraction | null {
    const args: Fraction[] = [];
    do {
      this.next();
      const arg = this.sum();
      if (arg === null) return null;
      args.push(arg);
    } while (this.mark === ',' && args.length < 16);
    const [first, second] = args;
    if (first === undefined) return null;
    if (args.length === 1 && name === 'floor') return this.close(divided(first, [one, one], false));
    if (args.length === 1 && (name === 'ceil' || name === 'ceiling')) {
      const negative = divided([addScaled([], first[0], -1), first[1]], [one, one], false);
      return this.close(negative && [addScaled([], negative[0], -1), one]);
    }
    if (args.length === 2 && second !== undefined && name === 'mod')
      return this.close(divided(first, second, true));
    if (name !== 'max' && name !== 'min') return null;
    let value: Poly | null = whole(first);
    for (const arg of args.slice(1)) {
      const right = whole(arg);
      value = value && right && extreme(name, value, right);
    }
    return this.close(value && [value, one]);
  }

  private close(value: Fraction | null): Fraction | null {
    if (this.mark !== ')') return null;
    this.next();
    return value;
  }
}

function whole([num, den]: Fraction): Poly | null {
  const [a, b] = reduceFraction(num, den);
  return constantOf(b) === 1 ? a : null;
}

/** floor(a/b), or a - b·floor(a/b). */
function divided(a: Fraction, b: Fraction, remainder: boolean): Fraction | null {
  const quotient = floorDivide(multiply(a[0], b[1]), multiply(a[1], b[0]));
  if (quotient === null || !remainder) return quotient && [quotient, one];
  const [num, den] = [whole(a), whole(b)];
  return num && den && [addScaled(num, multiply(den, quotient), -1), one];
}

/**
 * The polynomial that a dimension's text means. Text outside the grammar, and text that would mean a plain number,
 * is the name of a symbol.
 */
export function parse(text: string): Poly {
  const poly = text.length > longest ? null : new Reader(text).read();
  return poly === null || constantOf(poly) !== null || !isSound(poly) ? ofAtom(symbol(text)) : poly;
}
