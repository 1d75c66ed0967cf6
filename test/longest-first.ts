import { statSync } from "node:fs";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Files that take minutes: started last, one of them would run alone at the end. Before them a short one that needs a simulator's own port, as the lessons
 * do: the first worker that is done with it is the one that takes the lessons.
 */
const LONG = [
  "servers/start-server",
  "streaming/stories/stories",
  "oracle/oracle",
  "lessons/run",
  "exercises/every-exercise",
  "book/",
  "embedded/load/csv-",
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = LONG.findIndex((part) => moduleId.replaceAll("\\", "/").includes(`/test/${part}`));
  return at < 0 ? LONG.length : at;
};

/** Longest first, then the largest: the workers end at about the same time, on a machine that has not run the tests before too. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return [...files].sort(
      (a, b) => rank(a) - rank(b) || statSync(b.moduleId).size - statSync(a.moduleId).size,
    );
  }
}
