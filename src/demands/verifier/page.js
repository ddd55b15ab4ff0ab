const tools = {
  // The browser hashes what it has in memory: a file of 2 GB or more does not fit.
  sha256: async (pieces) => {
    const blob = new Blob(await piecesOf(pieces));
    return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer())));
  },
  inflate: (pieces) => chunks(streamOf(pieces).pipeThrough(new DecompressionStream("deflate-raw"))),
};

async function piecesOf(pieces) {
  const all = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

async function* chunks(stream) {
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function streamOf(pieces) {
  const iterator = pieces[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

const blobFile = (blob) => ({
  size: blob.size,
  read: async (start, end) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
  stream: (start, end) => chunks(blob.slice(start, end).stream()),
});

const filesSource = (files) => ({
  names: async () => [...files.keys()],
  open: (name) => chunks(files.get(name).stream()),
});

async function filesOf(entry, below, found) {
  if (entry.isFile) {
    found.set(below + entry.name, await new Promise((done, fail) => entry.file(done, fail)));
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const inside = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (inside.length === 0) return;
    for (const one of inside) await filesOf(one, `${below}${entry.name}/`, found);
  }
}

const result = document.getElementById("result");
const key = document.getElementById("key");

async function check(files) {
  result.className = "";
  result.textContent = "Checking. Large packages take a minute.";
  let lines;
  let isWhole = false;
  try {
    const archives = [...files].filter(([name]) => /\.zip(\.age)?$/.test(name));
    const source =
      archives.length > 0 ? await zipSource(blobFile(archives[0][1]), tools) : filesSource(files);
    const report = await checkPackage(source, tools, { key: key.value.trim().toLowerCase() });
    isWhole = report.faults.length === 0;
    lines = reportLines(report, key.value.trim());
  } catch (error) {
    lines = [`NOT VERIFIED: ${error.message}`];
  }
  result.className = isWhole ? "whole" : "broken";
  result.textContent = lines.join("\n");
}

const drop = document.getElementById("drop");
drop.addEventListener("dragover", (event) => event.preventDefault());
drop.addEventListener("drop", async (event) => {
  event.preventDefault();
  const entries = [...event.dataTransfer.items]
    .map((item) => item.webkitGetAsEntry())
    .filter(Boolean);
  const files = new Map();
  for (const entry of entries) await filesOf(entry, "", files);
  await check(files);
});
for (const id of ["archive", "folder"]) {
  document.getElementById(id).addEventListener("change", (event) => {
    check(
      new Map([...event.target.files].map((file) => [file.webkitRelativePath || file.name, file])),
    );
  });
}
