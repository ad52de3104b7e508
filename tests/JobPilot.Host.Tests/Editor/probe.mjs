// Opens a pipeline in yaml-language-server over stdio and prints what an editor would show, as one JSON object:
// node probe.mjs FILE [LINE CHARACTER]  ->  { "diagnostics": [...], "completions": [...] }   (positions from 0)
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { createMessageConnection, StreamMessageReader, StreamMessageWriter } = require('vscode-jsonrpc/node');
const server = join(dirname(require.resolve('yaml-language-server/package.json')), 'bin', 'yaml-language-server');
const [file, line, character] = process.argv.slice(2);
const uri = pathToFileURL(resolve(file)).href;

const child = spawn(process.execPath, [server, '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'] });
const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin));
const settings = {
  yaml: { validate: true, completion: true, hover: true, schemas: {}, schemaStore: { enable: false, url: '' }, kubernetesCRDStore: { enable: false } },
  http: {}, '[yaml]': {},
};
connection.onRequest('workspace/configuration', ({ items }) => items.map(({ section }) => settings[section] ?? null));
connection.onRequest('client/registerCapability', () => null);
const published = new Promise((done) => {
  let last;
  connection.onNotification('textDocument/publishDiagnostics', ({ uri: of, diagnostics }) => {
    if (of !== uri) return;
    clearTimeout(last);
    // The first answer may come before the schema is loaded: take the one that nothing follows.
    last = setTimeout(() => done(diagnostics), 1500);
  });
});
connection.listen();

await connection.sendRequest('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: { workspace: { configuration: true }, textDocument: { completion: { completionItem: { snippetSupport: true } } } },
});
await connection.sendNotification('initialized', {});
await connection.sendNotification('workspace/didChangeConfiguration', { settings });
await connection.sendNotification('textDocument/didOpen', {
  textDocument: { uri, languageId: 'yaml', version: 1, text: readFileSync(file, 'utf8') },
});
const diagnostics = await published;
let completions = [];
if (line !== undefined) {
  const answer = await connection.sendRequest('textDocument/completion', {
    textDocument: { uri }, position: { line: Number(line), character: Number(character) },
  });
  completions = (answer.items ?? answer).map(({ label }) => label);
}
console.log(JSON.stringify({
  diagnostics: diagnostics.map(({ message, range }) => ({ line: range.start.line, message })),
  completions,
}));
child.kill();
process.exit(0);
