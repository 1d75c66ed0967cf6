import { failedCellOf } from "./lost-names.js";

/** A line of the compiler's complaint about a cell: "3:14 - Cannot find name 'lines'." */
const COMPLAINT = /^(?:\S+ )?\d+:\d+ - (.*)$/;

interface Hint {
  readonly about: RegExp;
  readonly says: (found: RegExpExecArray) => string;
}

/** What people mistake most, and what to write instead. The compiler knows the rule that was broken, not the reader's aim. */
const hints: readonly Hint[] = [
  {
    about: /^Cannot find name '(\w+)'|^No value exists in scope for the shorthand property '(\w+)'/,
    says: ([, name, shorthand]) => missingName(name ?? shorthand ?? ""),
  },
  {
    about: /'snapshot' is missing in type 'Promise|Property '(\w+)' does not exist on type 'Promise</,
    says: () => "`await` what gives the promise first: `const query = await ….start();`",
  },
  {
    about:
      /Argument of type '\(.*\) => .*' is not assignable to parameter of type '(?:string \| Column|Column \| string)'/,
    says: () => 'a condition is a column or SQL text: `col("value").mod(2).equalTo(0)` or `"value % 2 = 0"`',
  },
  {
    about: /arithmetic operation must be of type|Operator '[-+*/%]' cannot be applied to types? .*Column/,
    says: () =>
      'columns are computed with by name: `plus`, `minus`, `multiply`, `divide`, `mod`; or in SQL text: `expr("value % 2")`',
  },
  {
    about:
      /Operator '(?:[<>]=?|[!=]==?)' cannot be applied to types .*Column|This comparison appears to be unintentional because the types 'Column'/,
    says: () =>
      'columns are compared by name: `equalTo`, `notEqual`, `lt`, `leq`, `gt`, `geq`; or in SQL text: `where("value > 2")`',
  },
  {
    about:
      /Argument of type 'boolean' is not assignable to parameter of type '(?:string \| Column|Column \| string)'/,
    says: () =>
      'JavaScript has compared here, at once; a column compares row by row: `col("value").equalTo("x")`, or SQL text: `where("value = \'x\'")`',
  },
];

function missingName(name: string): string {
  const failed = failedCellOf(name);
  return failed === undefined
    ? `run the cells above that make \`${name}\` (menu Run > Run All Above Selected Cell), or import it from "streambook"`
    : `run cell [${failed}] again: it makes \`${name}\`, and it ended in an error`;
}

/** The compiler's text with a cure after what is known; each cure once. */
export function withCompileHints(text: string): string {
  const said = new Set<string>();
  const lines = text.split("\n").flatMap((line) => {
    const complaint = COMPLAINT.exec(line)?.[1];
    if (complaint === undefined) return [line];
    for (const { about, says } of hints) {
      const found = about.exec(complaint);
      if (found === null) continue;
      const cure = `  Try: ${says(found)}`;
      if (said.has(cure)) return [line];
      said.add(cure);
      return [line, cure];
    }
    return [line];
  });
  return lines.join("\n");
}
