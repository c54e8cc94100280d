// Calls to the server; a key, where one is needed, is kept for as long as the tab is open.

const KEY = "briefing-key";

/** What the server said was wrong, in Korean. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function send(path, options) {
  const headers = { ...(options.headers ?? {}) };
  const key = sessionStorage.getItem(KEY);
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    return await fetch(path, { ...options, headers });
  } catch {
    throw new Refused("서버에 닿지 않습니다. 잠시 뒤 다시 해 주세요.", 0);
  }
}

/** Asks for a key until one is given. */
function askForKey() {
  const dialog = document.getElementById("key-dialog");
  const input = document.getElementById("key");
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      if (input.value) sessionStorage.setItem(KEY, input.value.trim());
      input.value = "";
      done();
    }, { once: true });
  });
}

let keyAsked = null;

async function call(path, options = {}) {
  const used = sessionStorage.getItem(KEY);
  let response = await send(path, options);
  if (response.status === 401) {
    if (sessionStorage.getItem(KEY) === used) {
      keyAsked ??= askForKey().finally(() => { keyAsked = null; });
      await keyAsked;
    }
    response = await send(path, options);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Refused(body?.error?.message ?? "요청을 처리하지 못했습니다.", response.status);
  }
  return body;
}

let collection; // the one that is asked; the caller's first where none was chosen

/** Asks another collection from now on. */
export function choose(name) {
  collection = name;
}

/** The names of the collections that the caller may see; none where there is but one. */
export async function collections() {
  const { data } = await call("/v1/models");
  return data.map((one) => one.id.split(":")[1]).filter(Boolean);
}

function get(address, query = {}) {
  const sent = new URLSearchParams(collection ? { ...query, collection } : query).toString();
  return call(sent ? `${address}?${sent}` : address);
}

/** The answer object for a question that comes after others. */
export function ask(question, conversation) {
  return call("/v1/ask", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ question, conversation: conversation.slice(-20), collection }),
  });
}

export const documents = async () => (await get("/v1/documents")).data;
export const findings = async () => (await get("/v1/findings")).data;

/** How far a document was read. */
export const coverage = (document) => get(`/v1/documents/${encodeURIComponent(document)}/coverage`);

/** Lines of a document with `around` more on both sides, and the tables that they stand in. */
export function lines(document, first, last, around) {
  return get(`/v1/documents/${encodeURIComponent(document)}/lines`, { first, last, around });
}
