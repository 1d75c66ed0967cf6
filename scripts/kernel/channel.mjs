// One request socket of a kernel: sends one message at a time and hands each answer to the request it belongs to.
import { Dealer } from "zeromq";

export function openChannel(address, wire) {
  const socket = new Dealer({ linger: 0 });
  const waiting = new Map();
  let sending = Promise.resolve();
  socket.connect(address);
  void listen(socket, (frames) => {
    const message = wire.decode(frames);
    const answer = message && waiting.get(message.parentId);
    if (answer === undefined) return;
    waiting.delete(message.parentId);
    answer(message.content);
  });

  return {
    /** The request's id, and a promise of its answer (which never comes if the kernel dies). */
    request(type, content = {}) {
      const { id, frames } = wire.encode(type, content);
      const reply = new Promise((resolve) => waiting.set(id, resolve));
      sending = sending.then(() => socket.send(frames)).catch(() => {});
      return { id, reply };
    },
    close: () => socket.close(),
  };
}

/** Reads a socket until it is closed. */
export async function listen(socket, take) {
  try {
    for await (const frames of socket) take(frames);
  } catch (error) {
    if (!socket.closed) throw error;
  }
}
