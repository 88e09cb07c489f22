// Serves the fake door at /rpc/<name> for `npm run dev:fake` and `preview:fake`, as the real
// loopback server does: JSON in, JSON out, a refusal as status 422.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { FakeRefusal, openFakeDoor } from './door.ts';

type Next = () => void;

function read(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')));
    request.on('error', reject);
  });
}

function handler(): (request: IncomingMessage, response: ServerResponse, next: Next) => void {
  const door = openFakeDoor();
  return (request, response, next) => {
    const name = /^\/rpc\/(\w+)/.exec(request.url ?? '')?.[1];
    if (!name) {
      next();
      return;
    }
    const answer = (status: number, body: unknown): void => {
      response.statusCode = status;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(body));
    };
    void read(request)
      .then((text) => door(name, JSON.parse(text || '{}')))
      .then((result) => answer(200, result))
      .catch((error: unknown) => {
        if (error instanceof FakeRefusal) answer(422, error.body);
        else answer(422, { code: 'internal', message: String(error), params: {} });
      });
  };
}

/** The plugin of mode `fake`. */
export function fakeDoor(): Plugin {
  return {
    name: 'songnuan-fake-door',
    configureServer: (server) => {
      server.middlewares.use(handler());
    },
    configurePreviewServer: (server) => {
      server.middlewares.use(handler());
    },
  };
}
