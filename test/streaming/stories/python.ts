/** Evaluates a PySpark expression as ours: the same names in camelCase. */
export function readPython(text: string, names: Readonly<Record<string, unknown>>): unknown {
  const ours = text.replace(/(?<=[.(])[a-z]+(_[a-z]+)+(?=\()/g, (name) =>
    name.replace(/_[a-z]/g, (part) => part[1]!.toUpperCase()),
  );
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call
  return new Function(...Object.keys(names), `return ${ours}`)(...Object.values(names));
}
