// Jupyter's messages as ZeroMQ frames: [identities…, "<IDS|MSG>", signature, header, parent, metadata, content].
import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

const delimiter = "<IDS|MSG>";

/** Makes and reads the messages of one session, signed with the connection's key. */
export function createWire(key) {
  const session = randomUUID();
  const sign = (parts) => {
    const hmac = createHmac("sha256", key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  };

  return {
    /** The frames of a request and the id that its answers carry. */
    encode(type, content) {
      const id = randomUUID();
      const header = {
        msg_id: id,
        msg_type: type,
        session,
        username: "streambook",
        version: "5.3",
        date: new Date().toISOString(),
      };
      const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
      return { id, frames: [delimiter, sign(parts), ...parts] };
    },

    /** The message in the frames, or undefined when it is not signed with our key. */
    decode(frames) {
      const at = frames.findIndex((frame) => frame.toString() === delimiter);
      if (at < 0 || frames.length < at + 6) return undefined;
      const parts = frames.slice(at + 2);
      const wanted = Buffer.from(sign(parts));
      if (frames[at + 1].length !== wanted.length || !timingSafeEqual(frames[at + 1], wanted))
        return undefined;
      const [header, parent, , content] = parts.slice(0, 4).map((part) => JSON.parse(part.toString()));
      return { type: header.msg_type, parentId: parent.msg_id, content };
    },
  };
}
