// The companion server as a process of its own: started on a free port, stopped by its handle, startable again where
// it was.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const HOME = join(import.meta.dirname, '..', '..');
const DEADLINE = 10_000;

/** The server's program: the one that was asked for, or the newest that was built. */
function program(): string {
  const places = [process.env.ROUNDTRIP_SERVER, join(HOME, 'target/debug/roundtrip'), join(HOME, 'target/release/roundtrip')];
  const found = places.find((it) => it && existsSync(it));
  if (!found) throw new Error('there is no server to test: `cargo build -p server` builds it');
  return found;
}

export class Server {
  #process: ChildProcess | undefined;
  #port = 0;
  /** What the server wrote to its log, one line an exchange. */
  log = '';

  /** Starts the server; a second time on the port that it had. */
  async start(): Promise<void> {
    const site = process.env.ROUNDTRIP_SITE ?? join(HOME, 'dist');
    const child = spawn(program(), ['--site', site, '--port', String(this.#port), '--no-second-origin'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, RUST_LOG: 'info' },
    });
    this.#process = child;
    child.stderr.on('data', (piece) => (this.log += piece));
    this.#port = await new Promise<number>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`the server said nothing within ${DEADLINE} ms: ${this.log}`)), DEADLINE);
      let said = '';
      child.stdout.on('data', (piece) => {
        said += piece;
        const port = /Roundtrip is at http:\/\/[^/]*:(\d+)\//.exec(said)?.[1];
        if (port) resolve(Number(port));
        if (port) clearTimeout(late);
      });
      child.once('error', reject);
      child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${this.log}`)));
    });
  }

  /** Ends the server, and waits until it is gone. */
  async stop(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
    await gone;
    clearTimeout(late);
  }

  /** The origin of its pages, without a slash at the end. */
  get origin(): string {
    return `http://127.0.0.1:${this.#port}`;
  }
}

/** A fixture of tests: a server that runs for as long as it is used. */
export async function serving({}: object, use: (server: Server) => Promise<void>): Promise<void> {
  const server = new Server();
  await server.start();
  await use(server);
  await server.stop();
}
