// Is this Node new enough? Written in plain, old syntax: it has to run on the Node it refuses.

/** The oldest Node the book runs on. */
export const oldestNode = [20, 19];

/** The line that refuses a Node version such as "18.20.4", or undefined when the version is good. */
export function nodeProblem(version) {
  const [major, minor] = version.split(".").map(Number);
  const [needMajor, needMinor] = oldestNode;
  if (major > needMajor || (major === needMajor && minor >= needMinor)) return undefined;
  return (
    "streambook needs Node " +
    oldestNode.join(".") +
    " or newer, and this is Node " +
    version +
    ". Install the LTS version from https://nodejs.org (or type: nvm install --lts), then type the command again."
  );
}

/** True when the running Node will do; otherwise says so and sets the exit code. */
export function nodeIsGood() {
  const problem = nodeProblem(process.versions.node);
  if (problem === undefined) return true;
  console.error(problem);
  process.exitCode = 1;
  return false;
}
