import { frameFamily, type FrameCase } from "../format.js";

/** Types from a part of the records: those that Spark draws. */
function read(format: string, file: string, options: Readonly<Record<string, string>>): FrameCase {
  const given = Object.entries(options).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return {
    python: `spark.read.options(${given.join(", ")}).format("${format}").load(files + "/${file}")`,
    frame: ({ session, files }) => session.read.format(format).options(options).load(`${files}/${file}`),
  };
}

const inferred = { header: "true", inferSchema: "true" };

export default frameFamily("sampling", {
  cases: [
    ...["1", "0.9", "0.5", "0.1", "1.5"].flatMap((samplingRatio) => [
      read("csv", "people.csv", { ...inferred, samplingRatio }),
      read("csv", "comments.csv", { ...inferred, samplingRatio, comment: "#" }),
      read("csv", "dates.csv", { ...inferred, samplingRatio }),
      read("csv", "semicolon.csv", { inferSchema: "true", samplingRatio }),
      read("csv", "types.csv", { ...inferred, samplingRatio }),
      read("json", "kinds.json", { samplingRatio }),
      read("json", "numbers.json", { samplingRatio }),
    ]),
    read("csv", "people.csv", { header: "true", samplingRatio: "0.5" }),
  ],
});
