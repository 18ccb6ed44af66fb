/** The version a helpdesk asks for; the build writes it into the page. */
export function version(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="version"]')?.content ?? '';
}
