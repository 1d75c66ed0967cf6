// `npm run vscode [-- --remove]`: the kernel for VS Code, in the user's own Jupyter folder.
import { nodeIsGood } from "./setup/node.mjs";

if (nodeIsGood()) import("./setup/vscode.mjs").then((vscode) => vscode.main(process.argv.slice(2)));
