// The one connection: it comes back by itself, and every request gets its answer.

const waiting = new Map();
let socket = null;
let next = 1;

export async function enter() {
  const token = location.hash.slice(1);
  if (!token) return true;
  history.replaceState(null, "", "/");
  const answer = await fetch("/api/enter", { method: "POST", body: JSON.stringify({ token }) });
  return answer.ok;
}

export function connect(listen) {
  const scheme = location.protocol === "https:" ? "wss" : "ws";
  socket = new WebSocket(`${scheme}://${location.host}/ws`);
  socket.onmessage = (event) => {
    const message = JSON.parse(event.data);
    if (message.kind !== "answer") { listen(message); return; }
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    if (settle) settle(message);
  };
  socket.onclose = (event) => {
    for (const settle of waiting.values()) settle({ ok: false, error: "" });
    waiting.clear();
    const shut = event.code === 4401 || event.code === 4403;
    listen({ kind: shut ? "shut" : "lost" });
    if (!shut) setTimeout(() => connect(listen), 1000);
  };
}

export function ask(body) {
  if (socket?.readyState !== WebSocket.OPEN) return Promise.resolve({ ok: false, error: "" });
  const id = next++;
  return new Promise((settle) => {
    waiting.set(id, settle);
    socket.send(JSON.stringify({ ...body, id }));
  });
}
