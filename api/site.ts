import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import express, { Router, type RequestHandler } from 'express';

/** The browser's part: files with a hash in their name for ever, everything else fresh, every page the same document. */
export function siteOf(): RequestHandler {
  const folder = fileURLToPath(new URL('../ui/', import.meta.url));
  const site = Router();
  site.use('/assets', express.static(`${folder}assets`, { immutable: true, maxAge: '1y', fallthrough: false }));
  site.use(express.static(folder, { index: false, maxAge: 0, etag: true, redirect: false }));
  site.use((req, res, next) => {
    if ((req.method !== 'GET' && req.method !== 'HEAD') || !req.accepts('html') || !existsSync(`${folder}index.html`))
      return next();
    res.set('Cache-Control', 'no-cache').sendFile(`${folder}index.html`);
  });
  return site;
}
