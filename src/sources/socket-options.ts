import { SourceOptions, type RawOptions } from "./options.js";

const names = [
  "host",
  "port",
  "includeTimestamp",
  "maxBufferedBytes",
  "maxBytesPerTrigger",
  "reconnect",
  "reconnectInterval",
];
export interface SocketOptions {
  readonly host: string;
  readonly port: number;
  readonly includeTimestamp: boolean;
  readonly maxBufferedBytes: number;
  readonly maxBytesPerTrigger: number;
  readonly reconnect: boolean;
  readonly reconnectInterval: number;
}

/** An address in one piece: its parts are two options. */
function notAHost(options: SourceOptions, host: string): Error {
  const [, name = "127.0.0.1", port = "9999"] = /^(?:\w+:\/\/)?([^:/\s]+)(?::(\d+))?/.exec(host) ?? [];
  const cure = `.option("host", "${name}").option("port", ${options.text("port") ?? port})`;
  return options.bad("host", "must be a bare name or address; the port is an option of its own", cure);
}

export function readSocketOptions(raw: RawOptions): SocketOptions {
  const options = new SourceOptions("socket", raw, names);
  const hasPort = options.text("port") !== undefined;
  const host = options.required("host", hasPort ? '"127.0.0.1"' : '"127.0.0.1").option("port", 9999');
  if (/:\/\/|\s|^[^:]*:\d*$/.test(host)) throw notAHost(options, host);
  options.required("port", "9999");
  return {
    host,
    port: options.integer("port", { least: 1, most: 65_535, example: 9999 })!,
    includeTimestamp: options.boolean("includeTimestamp"),
    maxBufferedBytes: options.bytes("maxBufferedBytes") ?? 64 * 2 ** 20,
    maxBytesPerTrigger: options.bytes("maxBytesPerTrigger") ?? 32 * 2 ** 20,
    reconnect: options.boolean("reconnect"),
    reconnectInterval: options.millis("reconnectInterval") ?? 1000,
  };
}
