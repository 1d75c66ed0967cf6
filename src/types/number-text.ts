/** A double as Java prints it: 1.0, 0.001, 1.0E10, 1.234E-5, NaN, -Infinity. */
export function doubleText(value: number): string {
  return javaText(value, (digits) => value.toPrecision(digits), shortestDouble(value));
}

/** A 32-bit float as Java prints it: the shortest digits that give the same float back. */
export function floatText(value: number): string {
  const float = Math.fround(value);
  return javaText(float, (digits) => float.toPrecision(digits), shortestFloat(float));
}

function shortestDouble(value: number): string {
  return value.toString();
}

function shortestFloat(value: number): string {
  for (let digits = 1; digits < 9; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(9);
}

function javaText(value: number, round: (digits: number) => string, shortest: string): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  if (value === 0) return Object.is(value, -0) ? "-0.0" : "0.0";
  let { digits, exponent } = scientific(shortest);
  // Java writes two digits at least, and takes the two nearest: the least double is 4.9E-324, not 5.0E-324.
  if (digits.length === 1) ({ digits, exponent } = scientific(round(2)));
  const sign = value < 0 ? "-" : "";
  if (exponent < -3 || exponent >= 7)
    return `${sign}${digits[0] ?? "0"}.${digits.slice(1) || "0"}E${exponent}`;
  if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits.slice(0, exponent + 1).padEnd(exponent + 1, "0")}.${digits.slice(exponent + 1) || "0"}`;
}

/** The digits without zeros at either end, and the power of ten of the first one. */
function scientific(text: string): { digits: string; exponent: number } {
  const match = /^-?(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(text);
  const whole = match?.[1] ?? "0";
  const all = whole + (match?.[2] ?? "");
  const zeros = /^0*/.exec(all)?.[0].length ?? 0;
  const exponent = Number(match?.[3] ?? 0) + whole.length - 1 - zeros;
  return { digits: all.slice(zeros).replace(/0+$/, "") || "0", exponent };
}
