import { inspect } from "node:util";
import vm from "node:vm";
import { StreambookError } from "../errors.js";
import { type Cell, cellFile, currentCell, enterCell } from "./cell.js";
import { errorText, foldedStack } from "./error-view.js";
import { withCompileHints } from "./compile-hints.js";
import { htmlBundle, tslabKernel } from "./host.js";
import { buttonActionOf, type KernelServer, runButton } from "./kernel-button.js";
import { lostNameCure, rememberNames } from "./lost-names.js";
import { cellLine, shortenStacks } from "./stack-text.js";
import { frame } from "./style.js";
import { unawaitedError, unseenAwait, withoutDisplays, withoutPromises } from "./unawaited.js";

type Write = (chunk: string | Uint8Array, encoding?: unknown) => boolean;
interface ExecuteRequest {
  readonly code: string;
  streambookCell?: string | undefined;
}
type WriteDisplay = (content: object, update: boolean) => void;
interface KernelHandler {
  readonly execCount: number;
  /** Holds what the cells have declared. */
  readonly executor: { readonly locals?: Readonly<Record<string, unknown>> };
  handleExecuteImpl: (
    this: KernelHandler,
    req: ExecuteRequest,
    stream: unknown,
    display: WriteDisplay,
  ) => Promise<unknown>;
  createWriteToIopub: (this: KernelHandler, name: string, stream: unknown) => Write;
}

let installed = false;

/**
 * Inside a notebook's kernel: errors of a cell are printed short, cure first, with the line of the cell and the stack folded away,
 * and buttons run also while a cell waits. Does nothing elsewhere, nor the second time. Importing streambook calls it.
 *
 * @example
 * installErrorDisplay();
 */
export function installErrorDisplay(): void {
  const kernel = tslabKernel();
  if (kernel === null || installed) return;
  installed = true;
  Object.defineProperty(StreambookError.prototype, inspect.custom, { value: printShort, configurable: true });
  nameCells();
  hookHandler(kernel.JupyterHandlerImpl.prototype as KernelHandler);
  hookServer(kernel.ZmqServer.prototype as KernelServer);
  // The cell that imports us runs already: its writer is in place.
  process.stderr.write = shortWriter(process.stderr.write.bind(process.stderr) as Write);
  process.stdout.write = plainWriter(process.stdout.write.bind(process.stdout) as Write);
}

function printShort(this: StreambookError): string {
  const stack = this.stack ?? "";
  const cell = currentCell();
  if (cell !== null) cell.folded += `${stack}\n`;
  return errorText(this, cellLine(stack));
}

// The kernel runs each cell under one and the same file name; with their own, stacks tell cells apart.
function nameCells(): void {
  const machine = vm as {
    runInThisContext: (code: string, options?: vm.RunningCodeOptions | string) => unknown;
  };
  const run = machine.runInThisContext;
  machine.runInThisContext = (code, options) => {
    const cell = currentCell();
    const isCell = typeof options === "object" && options.breakOnSigint === true && cell?.script === "";
    if (!isCell) return run(code, options);
    cell.script = code;
    return run(code, { ...options, filename: cellFile(cell.count), displayErrors: false });
  };
}

function hookHandler(handler: KernelHandler): void {
  const execute = handler.handleExecuteImpl;
  handler.handleExecuteImpl = async function (req, stream, display) {
    const cell = enterCell(this.execCount + 1, req.code, req.streambookCell);
    const isEmpty = (name: string): boolean => this.executor.locals?.[name] === undefined;
    try {
      const done = await execute.call(this, req, stream, display);
      rememberNames(cell, true, isEmpty);
      return done;
    } catch (failed) {
      rememberNames(cell, false, isEmpty);
      showFolded(cell, display);
      throw failed;
    }
  };
  const writer = handler.createWriteToIopub;
  handler.createWriteToIopub = function (name, stream) {
    const write = writer.call(this, name, stream);
    return name === "stderr" ? shortWriter(write) : plainWriter(write);
  };
}

function hookServer(server: KernelServer): void {
  const execute = server.handleExecute;
  server.handleExecute = function (socket, message) {
    const action = buttonActionOf(message.content.code);
    if (action !== null) return runButton(this, socket, message, action);
    message.content.streambookCell = message.metadata.cellId;
    return execute.call(this, socket, message);
  };
}

function plainWriter(write: Write): Write {
  return (chunk, encoding) => {
    const text = typeof chunk === "string" ? withoutDisplays(withoutPromises(chunk)) : chunk;
    return text === "" || write(text, encoding);
  };
}

function shortWriter(write: Write): Write {
  return (chunk, encoding) => {
    if (typeof chunk !== "string") return write(chunk, encoding);
    const cell = currentCell();
    const short = shortenStacks(withLostName(withCompileHints(unseenAwait(unawaitedError(chunk))), cell));
    if (short.folded && cell !== null) cell.folded += chunk;
    return write(short.text, encoding);
  };
}

/** JavaScript's own error about a name whose cell failed: the cure comes first. */
function withLostName(text: string, cell: Cell | null): string {
  const cure = /^TypeError: /.test(text) && cell !== null ? lostNameCure(text, cell.code) : null;
  return cure === null ? text : `Try: ${cure}\n${text}`;
}

function showFolded(cell: Cell, display: WriteDisplay): void {
  if (cell.folded === "") return;
  const html = frame(foldedStack("where it happened, in full", cell.folded.trimEnd()));
  display(
    { data: htmlBundle(html, "(the full stack is in the notebook)"), metadata: {}, transient: {} },
    false,
  );
  cell.folded = "";
}
