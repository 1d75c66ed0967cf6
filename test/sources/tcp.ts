import { once } from "node:events";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A TCP server that a test speaks through, to the client that came last. */
export class TestServer {
  readonly port: number;
  readonly clients: Socket[] = [];
  readonly #server: Server;
  #waiting: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (socket) => {
      socket.setNoDelay(true);
      socket.on("error", () => undefined);
      this.clients.push(socket);
      for (const heard of this.#waiting.splice(0)) heard();
    });
  }

  static async listen(port = 0): Promise<TestServer> {
    const server = createServer();
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return new TestServer(server);
  }

  /** The latest client, when there have been `count`. */
  async client(count = 1): Promise<Socket> {
    while (this.clients.length < count) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    return this.clients.at(-1)!;
  }

  async send(data: string | Uint8Array, count = 1): Promise<void> {
    const socket = await this.client(count);
    await new Promise<void>((resolve) => socket.write(data, () => resolve()));
  }

  async close(): Promise<void> {
    for (const client of this.clients) client.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, "close");
  }
}
