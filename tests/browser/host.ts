// A static host for `dist`, as plain as the plainest real one, and able to misbehave on demand.
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The folder that `cargo xtask dist` wrote. */
export const DIST = process.env.QA_DIST ?? join(import.meta.dirname, '../../dist');
/** Where the hosted edition lies by default: deep enough that an address from the root fails. */
export const SUB_PATH = '/some/sub/path/';

const TYPES: Record<string, string> = {
  css: 'text/css', html: 'text/html', js: 'text/javascript', json: 'application/json', wasm: 'application/wasm',
};

export class Host {
  /** Every path asked for, in order. */
  readonly requests: string[] = [];
  /** What was asked for and is not there. */
  readonly missing: string[] = [];
  private readonly replaced = new Map<string, string | null>();
  private readonly server: Server;

  /** Serves the folder under each of the paths, which begin and end with a slash. */
  constructor(private readonly folder = DIST, private readonly paths = [SUB_PATH]) {
    this.server = createServer(async (request, response) => {
      const path = decodeURI(new URL(request.url ?? '/', 'http://host').pathname);
      this.requests.push(path);
      const base = this.paths.find((start) => path.startsWith(start));
      const name = base && (path.slice(base.length) || 'index.html');
      const content = name && !name.includes('..') ? await this.content(name) : null;
      if (content === null) {
        this.missing.push(path);
        response.writeHead(404).end();
      } else {
        response.writeHead(200, { 'content-type': TYPES[name!.split('.').pop()!] ?? 'application/octet-stream' });
        response.end(content);
      }
    });
  }

  async start(port = 0): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }
  private port = 0;

  /** The address of the hosted edition. */
  url(path = this.paths[0]): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** What the host has under a name, or null. */
  async content(name: string): Promise<string | Buffer | null> {
    const replaced = this.replaced.get(name);
    return replaced !== undefined ? replaced : readFile(join(this.folder, name)).catch(() => null);
  }

  /** The same as text, of a file that is there. */
  async text(name: string): Promise<string> {
    const content = await this.content(name);
    if (content === null) throw new Error(`the host has no ${name}`);
    return content.toString();
  }

  /** From now on the host has this under the name; null takes the file away. */
  replace(name: string, content: string | null): void {
    this.replaced.set(name, content);
  }

  /** The host is gone, for good: nobody answers at its address any more. */
  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
