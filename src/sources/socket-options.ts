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

export function readSocketOptions(raw: RawOptions): SocketOptions {
  const options = new SourceOptions("socket", raw, names);
  const host = options.required("host", '"127.0.0.1"');
  options.required("port", "9999");
  return {
    host,
    port: options.integer("port", { least: 1, most: 65_535 })!,
    includeTimestamp: options.boolean("includeTimestamp"),
    maxBufferedBytes: options.bytes("maxBufferedBytes") ?? 64 * 2 ** 20,
    maxBytesPerTrigger: options.bytes("maxBytesPerTrigger") ?? 32 * 2 ** 20,
    reconnect: options.boolean("reconnect"),
    reconnectInterval: options.millis("reconnectInterval") ?? 1000,
  };
}
