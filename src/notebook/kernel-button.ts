import { ACTION_ID, runAction } from "./actions.js";

/** A message as tslab's kernel hands it on. */
export interface KernelMessage {
  readonly content: { readonly code: string; streambookCell?: string | undefined };
  readonly metadata: { readonly cellId?: string; readonly streambookCellCode?: unknown };
  createReply(): {
    header: { msg_type: string };
    content: object;
    signAndSend(key: string, socket: unknown): void;
  };
}

/** The part of tslab's server that answers execute requests. */
export interface KernelServer {
  readonly connInfo: { readonly key: string };
  readonly iopub: unknown;
  readonly handler: { readonly execCount: number };
  handleExecute: (this: KernelServer, socket: unknown, message: KernelMessage) => Promise<void>;
}

const BUTTON = /^await require\("streambook"\)\.runAction\("([^"]*)"\)$/;

/** The action of a request that a button sent; null for the reader's own code. */
export function buttonActionOf(code: string): string | null {
  const id = BUTTON.exec(code)?.[1];
  return id !== undefined && ACTION_ID.test(id) ? id : null;
}

/**
 * Answers a button at once: not in the queue of cells, where a Stop would wait for the very cell it should end, and not as a cell,
 * which would take the outputs of background work from the cell that has them.
 */
export async function runButton(
  server: KernelServer,
  socket: unknown,
  message: KernelMessage,
  id: string,
): Promise<void> {
  const { key } = server.connInfo;
  const { streambookCellCode: cellCode } = message.metadata;
  const problem = await runAction(id, typeof cellCode === "string" ? { cellCode } : {});
  if (problem !== undefined) {
    const note = message.createReply();
    note.header.msg_type = "stream";
    note.content = { name: "stdout", text: `${problem}\n` };
    note.signAndSend(key, server.iopub);
  }
  const reply = message.createReply();
  reply.header.msg_type = "execute_reply";
  reply.content = {
    status: "ok",
    execution_count: server.handler.execCount,
    user_expressions: {},
    payload: [],
  };
  reply.signAndSend(key, socket);
}
